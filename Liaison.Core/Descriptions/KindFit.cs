namespace Liaison.Descriptions;

/// <summary>Decides which kinds of scalar values can be read as another kind.</summary>
internal static class KindFit
{
    // How many bits a whole number has without its sign; null for other kinds.
    private static int? Bits(ValueKind kind) => kind switch
    {
        ValueKind.Int8 => 7,
        ValueKind.UInt8 => 8,
        ValueKind.Int16 => 15,
        ValueKind.UInt16 => 16,
        ValueKind.Int32 => 31,
        ValueKind.UInt32 => 32,
        ValueKind.Int64 => 63,
        ValueKind.UInt64 => 64,
        ValueKind.Int128 => 127,
        ValueKind.UInt128 => 128,
        ValueKind.BigInteger => int.MaxValue,
        _ => null,
    };

    private static bool IsSigned(ValueKind kind) =>
        kind is ValueKind.Int8 or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 or ValueKind.Int128 or ValueKind.BigInteger;

    /// <summary>Whether every value of one kind can be read as the other kind without loss.</summary>
    public static bool Fits(ValueKind written, ValueKind read) => (Bits(written), Bits(read)) switch
    {
        ({ } from, { } to) => from <= to && (!IsSigned(written) || IsSigned(read)),
        ({ } from, null) => from <= Exact(read),
        _ => (written, read) is (ValueKind.Half, ValueKind.Single or ValueKind.Double) or (ValueKind.Single, ValueKind.Double)
            || (read == ValueKind.String && IsText(written)),
    };

    // The bits of the largest whole number below which all whole numbers are exact.
    private static int Exact(ValueKind kind) => kind switch
    {
        ValueKind.Half => 11,
        ValueKind.Single => 24,
        ValueKind.Double => 53,
        ValueKind.Decimal => 95,
        _ => 0,
    };

    private static bool IsText(ValueKind kind) => kind is ValueKind.Char or ValueKind.Guid or ValueKind.Uri or ValueKind.Version or ValueKind.DateTime
        or ValueKind.DateTimeOffset or ValueKind.Date or ValueKind.Time or ValueKind.Duration;
}
