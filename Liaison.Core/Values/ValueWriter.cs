using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Writes a command's result into a message.</summary>
public static class ValueWriter
{
    private const int MaxTextLength = 65_536;

    /// <summary>
    /// Writes one JSON value. What cannot be serialised (a cycle past the depth limit, a throwing getter, a pointer) is written as its
    /// <see cref="object.ToString"/>, or as its type's name where that throws too; what was begun of it is taken back.
    /// </summary>
    /// <param name="into">Where to; its open frame is appended to.</param>
    /// <param name="value">The value; null writes <c>null</c>.</param>
    /// <param name="options">How to serialise it.</param>
    public static void Write(FrameWriter into, object? value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(options);
        if (value is null)
        {
            into.Append("null"u8);
            return;
        }

        var start = into.Length;
        try
        {
            WriteJson(into, value, options);
        }
        catch (Exception)
        {
            into.Rewind(start);
            WriteString(into, Describe(value), options);
        }
    }

    /// <summary>Writes one JSON string.</summary>
    public static void WriteString(FrameWriter into, string text, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(options);
        var json = into.RentJson(WriterOptions(options));
        json.WriteStringValue(text);
        json.Flush();
    }

    /// <summary>The text that stands for a value that JSON cannot hold. Never throws.</summary>
    internal static string Describe(object value)
    {
        try
        {
            var text = value.ToString() ?? "";
            return text.Length <= MaxTextLength ? text : text[..MaxTextLength];
        }
        catch (Exception)
        {
            return TypeName.Full(value.GetType());
        }
    }

    private static void WriteJson(FrameWriter into, object value, JsonSerializerOptions options)
    {
        var json = into.RentJson(WriterOptions(options));
        JsonSerializer.Serialize(json, value, options.GetTypeInfo(value.GetType()));
        json.Flush();
    }

    private static JsonWriterOptions WriterOptions(JsonSerializerOptions options) =>
        new() { Encoder = options.Encoder, MaxDepth = options.MaxDepth, SkipValidation = true };
}
