using System.Reflection;
using System.Text.Json;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>
/// Says why a value could not be read. The text follows the expected and the received value in the error; it is empty if these explain it.
/// </summary>
internal static class ReadFailure
{
    public static string Reason(Exception failure, Type type, ReadOnlySpan<byte> json, JsonSerializerOptions options) => failure switch
    {
        _ when !IsText(json) => ". A string in it has half of a surrogate pair: send whole characters",
        NotSupportedException when !options.TryGetTypeInfo(type, out _) =>
            $". The JsonSerializerContext in CompanionOptions.Json lacks {TypeName.Short(type)}: add [JsonSerializable(typeof({TypeName.Short(type)}))], or give a reference, \"$name\"",
        NotSupportedException => $". {TypeName.Short(type)} cannot be read from JSON: give a reference to an object of that type, \"$name\"",
        JsonException unfit => Place(unfit) + Detail(unfit),
        FormatException or InvalidOperationException => "",
        TargetInvocationException { InnerException: { } inner } => ": " + inner.Message.TrimEnd('.'),
        _ => ": " + failure.Message.TrimEnd('.'),
    };

    private static string Place(JsonException failure) => failure.Path is { Length: > 1 } path ? $" (at {path})" : "";

    // Drops the serializer's text for a value that does not fit: the error already says so. Its positions in the JSON help nobody.
    private static string Detail(JsonException failure)
    {
        var text = failure.Message.Split(" Path: ")[0].TrimEnd('.');
        return text.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? "" : ": " + text;
    }

    // An escape such as \ud800 alone is valid JSON, but not valid text.
    private static bool IsText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Messages.ArgumentScanner.OfScanned);
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
}
