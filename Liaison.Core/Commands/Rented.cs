using System.Buffers;

namespace Liaison.Commands;

/// <summary>A few items of scratch space from the shared pool, cleared and given back when disposed.</summary>
internal readonly ref struct Rented<T>
{
    private readonly T[] _array;

    public Rented(int length)
    {
        _array = length == 0 ? [] : ArrayPool<T>.Shared.Rent(length);
        Span = _array.AsSpan(0, length);
    }

    public Span<T> Span { get; }

    public void Dispose()
    {
        if (_array.Length > 0)
        {
            Span.Clear();
            ArrayPool<T>.Shared.Return(_array);
        }
    }
}
