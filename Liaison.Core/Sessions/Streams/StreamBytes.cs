using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace Liaison.Sessions.Streams;

/// <summary>What is sent as a stream, as something to be read.</summary>
internal static class StreamBytes
{
    /// <summary>A stream, a <see cref="PipeReader"/> or bytes as a stream.</summary>
    /// <param name="value">The value.</param>
    /// <param name="owned">Whether disposing the stream ends the value. Bytes that are not the library's own are copied, since they may be written to.</param>
    public static Stream Of(object value, bool owned) => value switch
    {
        Stream stream => stream,
        PipeReader reader => reader.AsStream(leaveOpen: !owned),
        byte[] bytes => Over(bytes, owned),
        ReadOnlyMemory<byte> bytes => Over(bytes, owned),
        Memory<byte> bytes => Over(bytes, owned),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no stream.", nameof(value)),
    };

    /// <summary>How many bytes a stream will give; null where that is not known.</summary>
    public static long? LengthOf(Stream stream)
    {
        try
        {
            return stream.CanSeek ? Math.Max(stream.Length - stream.Position, 0) : null;
        }
        catch (Exception failure) when (failure is IOException or NotSupportedException or ObjectDisposedException)
        {
            // Whoever reads it learns what is wrong with it.
            return null;
        }
    }

    private static MemoryStream Over(ReadOnlyMemory<byte> bytes, bool copied) =>
        !copied && MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
