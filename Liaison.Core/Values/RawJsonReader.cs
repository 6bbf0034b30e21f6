using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Reads values as they stand in messages.</summary>
internal static class RawJsonReader
{
    /// <summary>The value as a <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidCastException">It cannot be read so.</exception>
    public static T? Read<T>(RawJson value, JsonSerializerOptions options)
    {
        if (typeof(T) == typeof(RawJson))
        {
            return (T)(object)value;
        }

        try
        {
            using var scope = AttachmentScope.Read(value.Attachments);
            var reader = new Utf8JsonReader(value.Utf8.Span, ArgumentScanner.OfScanned);
            return (T?)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(T)));
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidCastException($"The other end gave {Shorten(value)}, which cannot be taken as a {TypeName.Short(typeof(T))}: {failure.Message}", failure);
        }
    }

    private static string Shorten(RawJson value)
    {
        const int MaxShown = 100;
        var text = value.ToString();
        return text.Length <= MaxShown ? text : text[..MaxShown] + "...";
    }
}
