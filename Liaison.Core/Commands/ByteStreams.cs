using System.IO.Pipelines;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Results that are streams of bytes, for callers who take none: they are read to their end, within a limit.</summary>
/// <param name="maxBytes">How many bytes they may give.</param>
internal sealed class ByteStreams(int maxBytes)
{
    private const int FirstBytes = 64 * 1024;

    /// <summary>Whether a parameter of the type reads a stream as it comes, and a result of it may be one.</summary>
    public static bool Is(Type type) => typeof(Stream).IsAssignableFrom(type) || typeof(PipeReader).IsAssignableFrom(type);

    /// <summary>What is answered where a command gives a stream: what stands for one that is sent beside the answer, or its bytes.</summary>
    /// <param name="value">The stream, which this ends.</param>
    /// <param name="context">The call.</param>
    /// <exception cref="CommandException">It gives more bytes than may be collected, or too many streams are open.</exception>
    public async ValueTask<object?> DeliverAsync(object value, CommandContext context)
    {
        var isSent = false;
        try
        {
            var sent = context.TryStream(value);
            isSent = sent is not null;
            return sent ?? (object)await CollectAsync(value, context.CancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!isSent)
            {
                await EndAsync(value).ConfigureAwait(false);
            }
        }
    }

    private static ValueTask EndAsync(object value) => value is Stream stream ? stream.DisposeAsync() : ((PipeReader)value).CompleteAsync();

    private async ValueTask<byte[]> CollectAsync(object value, CancellationToken cancellationToken)
    {
        var stream = value as Stream ?? ((PipeReader)value).AsStream(leaveOpen: true);
        var bytes = new byte[Math.Min(FirstBytes, maxBytes)];
        var count = 0;
        while (true)
        {
            // One byte more than there may be tells that there are more.
            if (count == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(bytes.Length * 2L, maxBytes + 1L));
            }

            var read = await stream.ReadAsync(bytes.AsMemory(count), cancellationToken).ConfigureAwait(false);
            count += read;
            if (count > maxBytes)
            {
                throw new CommandException(
                    ErrorCode.TooLarge,
                    $"The stream gives more than {maxBytes} bytes, and the peer has not said that it takes streams. Have it say so ({{\"streams\": true}} in a request), give less, or raise MaxCollectedBytes.");
            }

            if (read == 0)
            {
                return bytes[..count];
            }
        }
    }
}
