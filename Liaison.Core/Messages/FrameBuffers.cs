using System.Buffers;
using System.Numerics;

namespace Liaison.Messages;

/// <summary>Buffers for messages that wait to be sent. Thread-safe.</summary>
/// <remarks>
/// The process's shared pool keeps 32 buffers of a size for each processor. A thousand connections that send at once need more, and would
/// have them allocated each time. Buffers above <see cref="MaxBytes"/> come from the shared pool.
/// </remarks>
internal static class FrameBuffers
{
    /// <summary>The smallest buffer, in bytes.</summary>
    public const int MinBytes = 512;

    /// <summary>The largest buffer that is kept here, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>How many bytes the unused buffers of one size may have.</summary>
    public const int MaxKeptBytes = 8 << 20;

    private static readonly BufferStack[] Sizes =
        [.. Enumerable.Range(0, IndexOf(MaxBytes) + 1).Select(index => new BufferStack(MinBytes << index, MaxKeptBytes / (MinBytes << index)))];

    /// <summary>Returns a buffer with at least so many bytes. Its content is undefined.</summary>
    public static byte[] Rent(int bytes) => bytes > MaxBytes ? ArrayPool<byte>.Shared.Rent(bytes) : Sizes[IndexOf(bytes)].Take();

    /// <summary>Takes back a buffer from <see cref="Rent"/>. Its user must not use it afterwards.</summary>
    public static void Return(byte[] buffer)
    {
        if (buffer.Length > MaxBytes)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        else
        {
            Sizes[IndexOf(buffer.Length)].Add(buffer);
        }
    }

    private static int IndexOf(int bytes) => BitOperations.Log2((uint)Math.Max(bytes, MinBytes) - 1) - BitOperations.Log2(MinBytes - 1);
}
