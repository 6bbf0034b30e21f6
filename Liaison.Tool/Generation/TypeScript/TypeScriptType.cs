using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Converts the types of values to types of TypeScript (docs/guides/contracts.md, TypeScript).</summary>
internal static class TypeScriptType
{
    /// <summary>Returns the TypeScript type.</summary>
    public static Doc Of(ValueDescription value)
    {
        var type = Plain(value);
        return value.IsNullable && value.Kind != ValueKind.Any ? Doc.Union([type, "null"]) : type;
    }

    /// <summary>Returns what the TypeScript type does not say about its values, or null.</summary>
    public static string? NoteOn(ValueDescription value) => value.Kind switch
    {
        ValueKind.Int64 or ValueKind.UInt64 => "A whole number of 64 bits, exact up to 2^53 - 1.",
        ValueKind.Int128 or ValueKind.UInt128 or ValueKind.BigInteger => "A whole number, exact up to 2^53 - 1.",
        ValueKind.Decimal => "A decimal number, exact up to 15 digits.",
        ValueKind.DateTime or ValueKind.DateTimeOffset => "A date and time of ISO 8601.",
        ValueKind.Date => "A date of ISO 8601: `2026-12-31`.",
        ValueKind.Time => "A time of day: `14:30:00`.",
        ValueKind.Duration => "A span of time: `1.02:30:00` is one day, two hours and a half.",
        ValueKind.Guid => "A UUID.",
        _ => null,
    };

    private static Doc Plain(ValueDescription value) => value.Kind switch
    {
        ValueKind.Any => "unknown",
        ValueKind.Boolean => "boolean",
        ValueKind.Bytes => "Uint8Array",
        ValueKind.Array => Doc.Concat(Element(value.Items[0]), "[]"),
        ValueKind.Dictionary => Doc.Concat("Record<string, ", Of(value.Items[1]), ">"),
        ValueKind.Tuple => Doc.List("[", value.Items.Select(Of), "]"),
        ValueKind.Model => TypeScriptName.Type(value.Model!),
        ValueKind.String or ValueKind.Char or ValueKind.Guid or ValueKind.Uri or ValueKind.Version or ValueKind.DateTime or ValueKind.DateTimeOffset
            or ValueKind.Date or ValueKind.Time or ValueKind.Duration => "string",
        _ => "number",
    };

    private static Doc Element(ValueDescription value) =>
        value.IsNullable && value.Kind != ValueKind.Any ? Doc.Concat("(", Of(value), ")") : Of(value);
}
