namespace Liaison.Descriptions;

// A kind is named like the type of .NET that it is.
#pragma warning disable CA1720
/// <summary>What a value is on the wire, as exactly as both ends have to know it.</summary>
public enum ValueKind
{
    /// <summary>Any JSON value.</summary>
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

    /// <summary>A date and time whose offset may be missing, as text of ISO 8601.</summary>
    DateTime,

    /// <summary>A date and time with its offset, as text of ISO 8601.</summary>
    DateTimeOffset,

    /// <summary>A date, as text of ISO 8601.</summary>
    Date,

    /// <summary>A time of a day, as text such as <c>14:30:00</c>.</summary>
    Time,

    /// <summary>A span of time, as text such as <c>1.02:30:00</c>.</summary>
    Duration,

    /// <summary>An array, whose items are all of <see cref="ValueDescription.Items"/>' only one.</summary>
    Array,

    /// <summary>An object whose names are free: of <see cref="ValueDescription.Items"/> the first are the names, the second the values.</summary>
    Dictionary,

    /// <summary>An array of as many items as <see cref="ValueDescription.Items"/> has.</summary>
    Tuple,

    /// <summary>One of <see cref="ApiDescription.Models"/>, by <see cref="ValueDescription.Model"/>.</summary>
    Model,
}
