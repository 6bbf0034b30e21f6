using System.Buffers;
using Liaison.Messages;

namespace Liaison.Sessions.Streams;

/// <summary>Reads a whole stream into memory, for callers that need bytes.</summary>
internal static class GatheredStream
{
    private const int FirstBytes = 1 << 20;

    /// <summary>
    /// All bytes of the stream. They count against the limit until <see cref="PeerStreams.Release"/> is called for the same number.
    /// </summary>
    /// <exception cref="CommandException">There are more bytes than may be gathered.</exception>
    /// <exception cref="IOException">The stream has failed at the other end, or the connection has ended.</exception>
    public static async ValueTask<GatheredBytes> ReadAsync(PeerStreams streams, StreamValue value, CancellationToken cancellationToken)
    {
        if (value.Length > Math.Min(streams.Options.MaxGatheredBytes, Array.MaxLength))
        {
            throw TooLarge(streams);
        }

        var reader = value.Open();
        var reserved = 0L;
        var isDone = false;
        try
        {
            var bytes = new byte[(int)Math.Min(value.Length ?? FirstBytes, FirstBytes)];
            var count = 0;
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var length = read.Buffer.Length;
                if (!streams.TryReserve(length))
                {
                    throw TooLarge(streams);
                }

                reserved += length;
                bytes = Room(bytes, count + length, value.Length);
                read.Buffer.CopyTo(bytes.AsSpan(count));
                count += (int)length;
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    isDone = true;
                    return new GatheredBytes(bytes.Length == count ? bytes : bytes[..count]);
                }
            }
        }
        finally
        {
            if (!isDone)
            {
                streams.Release(reserved);
            }

            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    // An announced length counts only after that many bytes have arrived.
    private static byte[] Room(byte[] bytes, long needed, long? announced)
    {
        if (needed <= bytes.Length)
        {
            return bytes;
        }

        var size = Math.Max(needed, bytes.Length * 2L);
        size = announced >= needed ? Math.Min(size, announced.Value) : size;
        Array.Resize(ref bytes, (int)Math.Min(size, Array.MaxLength));
        return bytes;
    }

    private static CommandException TooLarge(PeerStreams streams) => new(
        ErrorCode.TooLarge,
        $"The whole stream is read into memory here, and its bytes exceed the limit of {streams.Options.MaxGatheredBytes}. Make the parameter, or the result, a Stream, or raise MaxGatheredBytes.");
}
