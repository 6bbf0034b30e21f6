using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Writes JSON unchanged, and reads any JSON value.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override bool HandleNull => true;

    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return new RawJson(JsonMarshal.GetRawUtf8Value(value.RootElement).ToArray(), AttachmentScope.Reading);
    }

    public override void Write(Utf8JsonWriter writer, RawJson? value, JsonSerializerOptions options)
    {
        if (value is null or { Utf8.IsEmpty: true })
        {
            writer.WriteNullValue();
        }
        else if (value.Attachments.Count == 0)
        {
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        }
        else
        {
            var written = new ArrayBufferWriter<byte>();
            new AttachmentRewriter(AttachmentScope.Writing).Write(written, value.Utf8.Span, value.Attachments);
            writer.WriteRawValue(written.WrittenSpan, skipInputValidation: true);
        }
    }
}
