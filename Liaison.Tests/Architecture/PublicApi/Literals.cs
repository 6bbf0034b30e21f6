using System.Globalization;
using System.Reflection;

namespace Liaison.Tests.Architecture.PublicApi;

/// <summary>Constants as C# writes them.</summary>
internal static class Literals
{
    public static string Of(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        _ when (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } flags => OfEnum(value, flags),
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        bool truth => truth ? "true" : "false",
        char character => $"'{character}'",
        Type named => $"typeof({TypeNames.Of(named)})",
        IEnumerable<CustomAttributeTypedArgument> items => $"[{string.Join(", ", items.Select(Of))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    public static string Of(CustomAttributeTypedArgument argument) => Of(argument.Value, argument.ArgumentType);

    private static string OfEnum(object value, Type type)
    {
        var names = Enum.ToObject(type, value).ToString()!.Split(", ");
        return string.Join(" | ", names.Select(name => $"{TypeNames.Of(type)}.{name}"));
    }
}
