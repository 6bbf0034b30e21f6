using System.Text;
using System.Text.Json;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>Says in words what a parameter takes and what it was given.</summary>
internal static class Expectation
{
    private const int MaxShown = 60;
    private const int MaxName = 200;

    /// <summary>What a value of the type looks like in a message.</summary>
    public static string Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var name = TypeName.Short(type);
        if (plain.IsEnum)
        {
            return $"one of {string.Join(", ", Enum.GetNames(plain).Take(10))} ({name})";
        }

        return Type.GetTypeCode(plain) switch
        {
            TypeCode.Boolean => $"true or false ({name})",
            TypeCode.String => "a string",
            TypeCode.Char => $"a string of one character ({name})",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => $"a number ({name})",
            TypeCode.DateTime => $"a date and time such as \"2026-01-31T12:00:00Z\" ({name})",
            >= TypeCode.SByte and <= TypeCode.UInt64 => $"a whole number ({name})",
            _ when plain.IsArray => $"an array ({name})",
            _ when plain == typeof(object) => "any JSON value",
            _ => name,
        };
    }

    /// <summary>What a reference points at, by its kind.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        ITargetHandle => value.ToString()!,
        _ => "a " + TypeName.Short(value.GetType()),
    };

    /// <summary>Why a value of the type could not be read, in a sentence that follows what was expected; empty where that says it all.</summary>
    public static string Reason(Exception failure, Type type, ReadOnlySpan<byte> json) => failure switch
    {
        _ when !IsText(json) => ". A string in it has half of a surrogate pair: send whole characters",
        NotSupportedException => $". {TypeName.Short(type)} cannot be read from JSON: give a reference to an object of that type, \"$name\"",
        JsonException { Path: { Length: > 1 } path } => $" (at {path})",

        // Only our own converters refuse something here, and they say what.
        JsonException when type == typeof(object) => ". " + failure.Message,
        _ => "",
    };

    // An escape such as \ud800 alone is JSON, but no text.
    private static bool IsText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                _ = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null;
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A name as it was given, cut to what a message can show.</summary>
    public static string Shorten(string name) => name.Length <= MaxName ? name : name[..MaxName] + "...";

    /// <summary>A value as it was given, cut to what a message can show.</summary>
    public static string Shorten(ReadOnlySpan<byte> json)
    {
        var text = Encoding.UTF8.GetString(json[..Math.Min(json.Length, 4 * MaxShown)]);
        return text.Length <= MaxShown && json.Length <= 4 * MaxShown ? text : text[..Math.Min(text.Length, MaxShown)] + "...";
    }
}
