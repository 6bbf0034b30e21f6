using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Reads values of messages.</summary>
internal static class RawJsonReader
{
    /// <summary>Reads the value as a <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidCastException">The value cannot be read as this type.</exception>
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
            throw new InvalidCastException($"The other end returned {Shorten(value)}, which cannot be read as a {TypeName.Short(typeof(T))}: {failure.Message}", failure);
        }
    }

    /// <summary>The items of an array; empty for null.</summary>
    /// <exception cref="InvalidCastException">The value is neither an array nor null.</exception>
    public static IReadOnlyList<RawJson> Items(RawJson value)
    {
        var reader = new Utf8JsonReader(value.Utf8.Span, ArgumentScanner.OfScanned);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidCastException($"The other end returned {Shorten(value)}, which is not a sequence. Call the command with InvokeAsync.");
        }

        var items = new List<RawJson>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add(new RawJson(value.Utf8[start..(int)reader.BytesConsumed], value.Attachments));
        }

        return items;
    }

    /// <summary>
    /// The member of an object with exactly this name; if there are several, the last. Null if there is none, or the value is not an
    /// object.
    /// </summary>
    public static RawJson? Member(RawJson value, string name)
    {
        var reader = new Utf8JsonReader(value.Utf8.Span, ArgumentScanner.OfScanned);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        RawJson? member = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMember = IsNamed(ref reader, name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            member = isMember ? new RawJson(value.Utf8[start..(int)reader.BytesConsumed], value.Attachments) : member;
        }

        return member;
    }

    private static bool IsNamed(ref Utf8JsonReader reader, string name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is valid JSON, but not valid text.
            return false;
        }
    }

    private static string Shorten(RawJson value)
    {
        const int MaxShown = 100;
        var text = value.ToString();
        return text.Length <= MaxShown ? text : text[..MaxShown] + "...";
    }
}
