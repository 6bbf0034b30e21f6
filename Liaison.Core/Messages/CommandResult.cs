using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Liaison.Messages;

/// <summary>The result of a command. Common numbers and truth values are held without boxing.</summary>
/// <remarks>For generated code. Users of the library get results as objects.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Performance", "CA1815", Justification = "A result is handed on, and never compared.")]
public readonly struct CommandResult
{
    private readonly object? _valueOrKind;
    private readonly long _bits;

    private CommandResult(object? valueOrKind, long bits = 0)
    {
        _valueOrKind = valueOrKind;
        _bits = bits;
    }

    /// <summary>The result as an object; null if there is none.</summary>
    public object? Value => _valueOrKind is ScalarKind kind ? kind.Box(_bits) : _valueOrKind;

    /// <summary>The kind of scalar; null if the result is an object or nothing.</summary>
    internal ScalarKind? Scalar => _valueOrKind as ScalarKind;

    /// <summary>The scalar's bits, in the form of its kind.</summary>
    internal long Bits => _bits;

    /// <summary>Whether the result is an object that may be a sequence, which is read to its end before it is written.</summary>
    internal bool MayBeSequence => _valueOrKind is not (null or string or ScalarKind) && !_valueOrKind.GetType().IsPrimitive;

    /// <summary>Makes a result from a value.</summary>
    public static CommandResult Of<T>(T value)
    {
        if (typeof(T) == typeof(int))
        {
            return new CommandResult(ScalarKind.Int32, (int)(object)value!);
        }

        if (typeof(T) == typeof(long))
        {
            return new CommandResult(ScalarKind.Int64, (long)(object)value!);
        }

        if (typeof(T) == typeof(double))
        {
            return new CommandResult(ScalarKind.Double, BitConverter.DoubleToInt64Bits((double)(object)value!));
        }

        return typeof(T) == typeof(bool) ? new CommandResult(ScalarKind.Boolean, (bool)(object)value! ? 1 : 0) : new CommandResult(value);
    }
}
