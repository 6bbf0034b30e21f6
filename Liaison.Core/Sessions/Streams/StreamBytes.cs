using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace Liaison.Sessions.Streams;

/// <summary>Converts a value that is sent as a stream to a readable stream.</summary>
internal static class StreamBytes
{
    /// <summary>Converts a stream, a <see cref="PipeReader"/> or bytes to a stream.</summary>
    /// <param name="value">The value.</param>
    /// <param name="owned">
    /// Whether disposing the stream also completes the value. If so, bytes are copied, since the application may write to them later.
    /// </param>
    public static Stream Of(object value, bool owned) => value switch
    {
        Stream stream => stream,
        PipeReader reader => reader.AsStream(leaveOpen: !owned),
        byte[] bytes => Over(bytes, owned),
        ReadOnlyMemory<byte> bytes => Over(bytes, owned),
        Memory<byte> bytes => Over(bytes, owned),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no stream.", nameof(value)),
    };

    /// <summary>The number of bytes that the stream will return; null if it is unknown.</summary>
    public static long? LengthOf(Stream stream)
    {
        try
        {
            return stream.CanSeek ? Math.Max(stream.Length - stream.Position, 0) : null;
        }
        catch (Exception failure) when (failure is IOException or NotSupportedException or ObjectDisposedException)
        {
            // Reading the stream later will report the error.
            return null;
        }
    }

    private static MemoryStream Over(ReadOnlyMemory<byte> bytes, bool copied) =>
        !copied && MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
