using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Benchmarks.Scale;

/// <summary>A peer in memory, which sends messages that are made already, and checks what is answered.</summary>
internal sealed class MemoryPeer(ICommandConnection connection) : IAsyncDisposable
{
    /// <summary>Messages of the liaison protocol, as they are sent.</summary>
    public static Frame[] Frames(int count, Func<int, byte[]> message) =>
        [.. Enumerable.Range(0, count).Select(i => new Frame(FrameKind.Text, message(i)))];

    public async Task SendAsync(ReadOnlyMemory<Frame> frames) => await connection.SendAsync(frames, CancellationToken.None);

    /// <summary>Reads as many responses.</summary>
    /// <exception cref="InvalidOperationException">Something else came, or the end.</exception>
    public async Task ReceiveAsync(int count)
    {
        for (; count > 0; count--)
        {
            ReplyCheck.ExpectResponse((await NextAsync()).Span);
        }
    }

    /// <summary>Reads as many replies, whatever they say.</summary>
    public async Task ReceiveAnyAsync(int count)
    {
        for (; count > 0; count--)
        {
            await NextAsync();
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<ReadOnlyMemory<byte>> NextAsync() =>
        await connection.ReceiveAsync(CancellationToken.None) is { } frame
            ? frame.Bytes
            : throw new InvalidOperationException("The host closed the connection instead of answering.");
}
