namespace Liaison.Descriptions;

// The kinds have the names of .NET types on purpose.
#pragma warning disable CA1720
/// <summary>The kind of a value on the wire, as precise as both ends need.</summary>
public enum ValueKind
{
    /// <summary>Any JSON value, null included.</summary>
    Any,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 8 bits with a sign.</summary>
    Int8,

    /// <summary>A whole number of 8 bits without a sign.</summary>
    UInt8,

    /// <summary>A whole number of 16 bits with a sign.</summary>
    Int16,

    /// <summary>A whole number of 16 bits without a sign.</summary>
    UInt16,

    /// <summary>A whole number of 32 bits with a sign.</summary>
    Int32,

    /// <summary>A whole number of 32 bits without a sign.</summary>
    UInt32,

    /// <summary>A whole number of 64 bits with a sign.</summary>
    Int64,

    /// <summary>A whole number of 64 bits without a sign.</summary>
    UInt64,

    /// <summary>A whole number of 128 bits with a sign.</summary>
    Int128,

    /// <summary>A whole number of 128 bits without a sign.</summary>
    UInt128,

    /// <summary>A whole number of any size.</summary>
    BigInteger,

    /// <summary>A binary floating point number of 16 bits.</summary>
    Half,

    /// <summary>A binary floating point number of 32 bits.</summary>
    Single,

    /// <summary>A binary floating point number of 64 bits.</summary>
    Double,

    /// <summary>A decimal number of up to 28 digits.</summary>
    Decimal,

    /// <summary>Text.</summary>
    String,

    /// <summary>Text of one UTF-16 unit.</summary>
    Char,

    /// <summary>Bytes: an attachment, or base64 text.</summary>
    Bytes,

    /// <summary>A UUID, as text.</summary>
    Guid,

    /// <summary>An address, as text.</summary>
    Uri,

    /// <summary>A version such as <c>1.2.3</c>, as text.</summary>
    Version,

    /// <summary>A date and time as ISO 8601 text; the offset may be missing.</summary>
    DateTime,

    /// <summary>A date and time with offset, as ISO 8601 text.</summary>
    DateTimeOffset,

    /// <summary>A date, as ISO 8601 text.</summary>
    Date,

    /// <summary>A time of day, as text such as <c>14:30:00</c>.</summary>
    Time,

    /// <summary>A span of time, as text such as <c>1.02:30:00</c>.</summary>
    Duration,

    /// <summary>An array. <see cref="ValueDescription.Items"/> has one type, which is that of all items.</summary>
    Array,

    /// <summary>
    /// An object with any member names. <see cref="ValueDescription.Items"/> has two types: of the names and of the values.
    /// </summary>
    Dictionary,

    /// <summary>An array of fixed length. <see cref="ValueDescription.Items"/> has the type of each item.</summary>
    Tuple,

    /// <summary>A named type from <see cref="ApiDescription.Models"/>; <see cref="ValueDescription.Model"/> has its name.</summary>
    Model,
}
