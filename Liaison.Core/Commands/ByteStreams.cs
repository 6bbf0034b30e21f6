using System.IO.Pipelines;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Delivers results that are byte streams. If the caller takes no streams, reads them to their end, up to a limit.</summary>
/// <param name="maxBytes">How many bytes a stream may have when it is read to its end.</param>
internal sealed class ByteStreams(int maxBytes)
{
    private const int FirstBytes = 64 * 1024;

    /// <summary>Whether the type is a byte stream: a parameter reads it as bytes arrive, and a result may be sent as a stream.</summary>
    public static bool Is(Type type) => typeof(Stream).IsAssignableFrom(type) || typeof(PipeReader).IsAssignableFrom(type);

    /// <summary>The value to answer with: a reference to the stream, which is sent beside the answer, or the stream's bytes.</summary>
    /// <param name="value">The stream. This method closes it, unless it is sent.</param>
    /// <param name="context">The call.</param>
    /// <exception cref="CommandException">The stream has more bytes than may be collected, or too many streams are open.</exception>
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
            // The buffer grows to one byte more than the limit, so that a stream over the limit is noticed.
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
                    $"The stream gives more than {maxBytes} bytes, and the peer has not said that it takes streams. Send {{\"streams\": true}} in a request, give less, or raise MaxCollectedBytes.");
            }

            if (read == 0)
            {
                return bytes[..count];
            }
        }
    }
}
