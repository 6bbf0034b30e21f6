using Liaison.Commands;

namespace Liaison.Benchmarks.Streams;

/// <summary>Commands that take and give as many bytes as they are asked for.</summary>
public sealed class StreamingCommands
{
    [Command("take", Concurrent = true)]
    public Task<long> TakeAsync(Stream content) => CountAsync(content);

    [Command("give", Concurrent = true)]
    public Stream Give(long bytes) => new ZeroStream(bytes);

    /// <summary>Reads a stream to its end, and gives its length.</summary>
    internal static async Task<long> CountAsync(Stream content)
    {
        var buffer = new byte[64 * 1024];
        var total = 0L;
        while (await content.ReadAsync(buffer) is > 0 and var count)
        {
            total += count;
        }

        return total;
    }
}
