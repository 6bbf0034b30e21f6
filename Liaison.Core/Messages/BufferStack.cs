namespace Liaison.Messages;

/// <summary>Unused buffers of one size. The one that was added last is taken first: the processor's cache may still have it. Thread-safe.</summary>
/// <param name="bytes">The size of each buffer.</param>
/// <param name="max">How many are kept.</param>
internal sealed class BufferStack(int bytes, int max)
{
    private readonly Lock _gate = new();
    private readonly Stack<byte[]> _unused = new();

    /// <summary>Takes a buffer, or allocates one if there is none.</summary>
    public byte[] Take()
    {
        lock (_gate)
        {
            if (_unused.TryPop(out var buffer))
            {
                return buffer;
            }
        }

        return GC.AllocateUninitializedArray<byte>(bytes);
    }

    /// <summary>Adds a buffer. Drops it if there are enough.</summary>
    public void Add(byte[] buffer)
    {
        lock (_gate)
        {
            if (_unused.Count < max)
            {
                _unused.Push(buffer);
            }
        }
    }
}
