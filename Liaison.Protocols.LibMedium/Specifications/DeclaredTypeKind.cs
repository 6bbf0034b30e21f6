using System.Diagnostics.CodeAnalysis;

namespace Liaison.Protocols;

/// <summary>The wire form of a value of a declared type (WIRE, section 6).</summary>
[SuppressMessage("Naming", "CA1720", Justification = "They are the specification's own names of its types.")]
public enum DeclaredTypeKind
{
    /// <summary>One byte: 255 is true, every other value is false.</summary>
    Boolean,

    /// <summary>One byte, signed.</summary>
    Int8,

    /// <summary>One byte, unsigned.</summary>
    UInt8,

    /// <summary>Two bytes, signed, big endian.</summary>
    Int16,

    /// <summary>Two bytes, unsigned, big endian.</summary>
    UInt16,

    /// <summary>Four bytes, signed, big endian.</summary>
    Int32,

    /// <summary>Four bytes, unsigned, big endian.</summary>
    UInt32,

    /// <summary>Eight bytes, signed, big endian.</summary>
    Int64,

    /// <summary>Eight bytes, unsigned, big endian.</summary>
    UInt64,

    /// <summary>Four bytes, IEEE 754, big endian.</summary>
    Float,

    /// <summary>Eight bytes, IEEE 754, big endian.</summary>
    Double,

    /// <summary>Text in UTF-8.</summary>
    String,

    /// <summary>Raw bytes.</summary>
    Binary,

    /// <summary>A list of values of one type.</summary>
    Array,

    /// <summary>A list with the values of a model's members, in their order.</summary>
    Model,
}
