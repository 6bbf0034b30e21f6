using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Converts the types of values to types of C#.</summary>
internal static class CSharpType
{
    private static readonly Dictionary<ValueKind, string> Scalars = new()
    {
        [ValueKind.Any] = "JsonElement",
        [ValueKind.Boolean] = "bool",
        [ValueKind.Int8] = "sbyte",
        [ValueKind.UInt8] = "byte",
        [ValueKind.Int16] = "short",
        [ValueKind.UInt16] = "ushort",
        [ValueKind.Int32] = "int",
        [ValueKind.UInt32] = "uint",
        [ValueKind.Int64] = "long",
        [ValueKind.UInt64] = "ulong",
        [ValueKind.Int128] = "Int128",
        [ValueKind.UInt128] = "UInt128",
        [ValueKind.BigInteger] = "System.Numerics.BigInteger",
        [ValueKind.Half] = "Half",
        [ValueKind.Single] = "float",
        [ValueKind.Double] = "double",
        [ValueKind.Decimal] = "decimal",
        [ValueKind.String] = "string",
        [ValueKind.Char] = "char",
        [ValueKind.Bytes] = "byte[]",
        [ValueKind.Guid] = "Guid",
        [ValueKind.Uri] = "Uri",
        [ValueKind.Version] = "Version",
        [ValueKind.DateTime] = "DateTime",
        [ValueKind.DateTimeOffset] = "DateTimeOffset",
        [ValueKind.Date] = "DateOnly",
        [ValueKind.Time] = "TimeOnly",
        [ValueKind.Duration] = "TimeSpan",
    };

    /// <summary>Returns the C# type.</summary>
    public static string Of(ValueDescription value) => Plain(value) + (value.IsNullable ? "?" : "");

    /// <summary>Returns a parameter's default value as an expression.</summary>
    /// <param name="value">The parameter's type.</param>
    /// <param name="json">The default value as JSON; null if it is not known.</param>
    /// <param name="models">The models.</param>
    public static string Literal(ValueDescription value, string? json, IReadOnlyDictionary<string, ModelDescription> models)
    {
        if (json is null or "null")
        {
            return value.IsNullable || IsStruct(value, models) ? "default" : "null!";
        }

        return value.Kind switch
        {
            ValueKind.Boolean => json,
            ValueKind.Decimal => json + "m",
            ValueKind.Single or ValueKind.Double or ValueKind.Half when json.StartsWith('"') => Named(Plain(value), json),
            ValueKind.Single => json + "f",
            ValueKind.Double => json.Contains('.', StringComparison.Ordinal) || json.Contains('E', StringComparison.Ordinal) ? json : json + "d",
            ValueKind.String => Quote(System.Text.Json.JsonElement.Parse(json).GetString()!),
            ValueKind.Char => $"'\\u{(int)System.Text.Json.JsonElement.Parse(json).GetString()![0]:x4}'",
            ValueKind.Model when models[value.Model!].Values.FirstOrDefault(one => one.Json == json) is { } one => $"{value.Model}.{one.Name}",
            ValueKind.Model when models[value.Model!].Kind == ModelKind.Flags => $"({value.Model}){json}",
            >= ValueKind.Int8 and <= ValueKind.UInt64 => json,
            _ => "default",
        };
    }

    /// <summary>Returns a string literal.</summary>
    public static string Quote(string text)
    {
        var quoted = new System.Text.StringBuilder("\"");
        foreach (var character in text)
        {
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' => $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private static string Named(string type, string json) => json switch
    {
        "\"Infinity\"" => $"{type}.PositiveInfinity",
        "\"-Infinity\"" => $"{type}.NegativeInfinity",
        _ => $"{type}.NaN",
    };

    private static bool IsStruct(ValueDescription value, IReadOnlyDictionary<string, ModelDescription> models) => value.Kind switch
    {
        ValueKind.String or ValueKind.Bytes or ValueKind.Uri or ValueKind.Version or ValueKind.Array or ValueKind.Dictionary => false,
        ValueKind.Model => models[value.Model!].Kind is ModelKind.Enumeration or ModelKind.Flags,
        _ => true,
    };

    private static string Plain(ValueDescription value) => value.Kind switch
    {
        ValueKind.Array => $"IReadOnlyList<{Of(value.Items[0])}>",
        ValueKind.Dictionary => $"IReadOnlyDictionary<{Of(value.Items[0])}, {Of(value.Items[1])}>",
        ValueKind.Tuple when value.Items.Count == 1 => $"ValueTuple<{Of(value.Items[0])}>",
        ValueKind.Tuple => $"({string.Join(", ", value.Items.Select(Of))})",
        ValueKind.Model => value.Model!,
        _ => Scalars[value.Kind],
    };
}
