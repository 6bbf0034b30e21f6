using System.Collections.Concurrent;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// The hellos of a client that were not answered yet. A hello is what <c>subscribe</c> and <c>ping</c> are said with: from then on the host
/// sends every event, and it answers. Ready messages have no id, and come in the order of the hellos. Thread-safe.
/// </summary>
internal sealed class Hellos
{
    /// <summary>The command that ends a subscription, for which nothing is to be said: the host sends every event anyway.</summary>
    public const string Unsubscribe = "unsubscribe";

    private static readonly byte[] True = "true"u8.ToArray();
    private static readonly byte[] Pong = "\"pong\""u8.ToArray();

    private readonly ConcurrentQueue<(CallId Id, byte[] Value)> _unanswered = new();

    /// <summary>What the command gives once the host is ready; null for a command that is no hello.</summary>
    public static byte[]? ValueOf(string command) => command switch
    {
        "subscribe" => True,
        "ping" => Pong,
        _ => null,
    };

    public void Add(CallId id, byte[] value) => _unanswered.Enqueue((id, value));

    /// <summary>The answer to the oldest hello; null where there is none, or nobody waits for it.</summary>
    public Response? Answer() =>
        _unanswered.TryDequeue(out var hello) && !hello.Id.IsNone ? new Response(Request.WithId(hello.Id), new RawJson(hello.Value)) : null;
}
