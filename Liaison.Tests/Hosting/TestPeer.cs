using System.Text;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Hosting;

/// <summary>A front end in a test: sends messages of the liaison protocol as they are, and reads the replies one by one.</summary>
internal sealed class TestPeer(ICommandConnection connection) : IAsyncDisposable
{
    public ICommandConnection Connection => connection;

    /// <summary>A request for a command with positional arguments.</summary>
    public static string Request(object? id, string command, params object?[] args) =>
        JsonSerializer.Serialize(new { command = new { command, args }, id });

    public Task SendAsync(string message, CancellationToken token) => SendAsync(FrameKind.Text, Encoding.UTF8.GetBytes(message), token);

    public async Task SendAsync(FrameKind kind, ReadOnlyMemory<byte> message, CancellationToken token) =>
        await connection.SendAsync(new[] { new Frame(kind, message) }, token);

    /// <summary>The next reply; null where the host closed the connection.</summary>
    public async Task<Reply?> ReceiveAsync(CancellationToken token) =>
        await connection.ReceiveAsync(token) is { } frame ? new Reply(frame) : null;

    /// <summary>The next reply.</summary>
    /// <exception cref="InvalidOperationException">The host closed the connection instead.</exception>
    public async Task<Reply> NextAsync(CancellationToken token) =>
        await ReceiveAsync(token) ?? throw new InvalidOperationException("The host closed the connection instead of answering.");

    public async Task<Reply> AskAsync(string message, CancellationToken token)
    {
        await SendAsync(message, token);
        return await NextAsync(token);
    }

    public async Task<Reply> CallAsync(string command, object?[] args, CancellationToken token) =>
        await AskAsync(Request("call", command, args), token);

    public Task<Reply> AskInTurnAsync(string message, CancellationToken token) =>
        AskInTurnAsync(FrameKind.Text, Encoding.UTF8.GetBytes(message), token);

    /// <summary>
    /// The reply, after it was seen that there is exactly one, and that the next message on the connection is answered too. Under serial
    /// execution, where replies come in the order of the requests.
    /// </summary>
    public async Task<Reply> AskInTurnAsync(FrameKind kind, ReadOnlyMemory<byte> message, CancellationToken token)
    {
        await SendAsync(kind, message, token);
        await SendAsync(Request("next", "exists", "companion"), token);
        var reply = await NextAsync(token);
        var next = await NextAsync(token);
        Assert.That(next.Id, Is.EqualTo("\"next\""), "there is one reply, and then that to the next message");
        Assert.That(next.Response.GetBoolean(), Is.True);
        return reply;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
