using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Liaison.Commands;

/// <summary>Storage for the arguments of one call: on the stack for the usual number, on the heap for more.</summary>
internal ref struct Slots<T>
{
    private const int Few = 4;

    private readonly T[]? _many;
    private readonly int _count;
    private Inline _few;

    public Slots(int count)
    {
        _count = count;
        _many = count > Few ? new T[count] : null;
    }

    [UnscopedRef]
    public Span<T> Span => _many is null ? ((Span<T>)_few)[.._count] : _many;

    [InlineArray(Few)]
    [SuppressMessage("CodeQuality", "IDE0051", Justification = "The one field that an inline array is made of.")]
    private struct Inline
    {
        private T _first;
    }
}
