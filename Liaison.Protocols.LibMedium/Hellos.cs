using System.Collections.Concurrent;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The unanswered hellos of a client. Thread-safe.</summary>
/// <remarks>
/// The commands <c>subscribe</c> and <c>ping</c> are sent as a hello: the host answers it, and sends every event from then on.
/// Ready messages have no id; they come in the order of the hellos.
/// </remarks>
internal sealed class Hellos
{
    /// <summary>The command that ends a subscription. Nothing is sent for it: the host sends every event anyway.</summary>
    public const string Unsubscribe = "unsubscribe";

    private static readonly byte[] True = "true"u8.ToArray();
    private static readonly byte[] Pong = "\"pong\""u8.ToArray();

    private readonly ConcurrentQueue<(CallId Id, byte[] Value)> _unanswered = new();

    /// <summary>Returns the command's result once the host is ready, or null if the command is not sent as a hello.</summary>
    public static byte[]? ValueOf(string command) => command switch
    {
        "subscribe" => True,
        "ping" => Pong,
        _ => null,
    };

    public void Add(CallId id, byte[] value) => _unanswered.Enqueue((id, value));

    /// <summary>Returns the answer to the oldest hello. Returns null if there is no hello, or if nothing waits for its answer.</summary>
    public Response? Answer() =>
        _unanswered.TryDequeue(out var hello) && !hello.Id.IsNone ? new Response(Request.WithId(hello.Id), new RawJson(hello.Value)) : null;
}
