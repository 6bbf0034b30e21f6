using System.Text;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>Says in words what a parameter takes and what it was given.</summary>
internal static class Expectation
{
    private const int MaxShown = 60;

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

    /// <summary>A value as it was given, cut to what a message can show.</summary>
    public static string Shorten(ReadOnlySpan<byte> json)
    {
        var text = Encoding.UTF8.GetString(json[..Math.Min(json.Length, 4 * MaxShown)]);
        return text.Length <= MaxShown && json.Length <= 4 * MaxShown ? text : text[..Math.Min(text.Length, MaxShown)] + "...";
    }
}
