using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Like <see cref="StreamConverter"/>, for parameters of type <see cref="PipeReader"/>.</summary>
internal sealed class PipeReaderConverter : JsonConverter<PipeReader>
{
    public override bool CanConvert(Type typeToConvert) => typeof(PipeReader).IsAssignableFrom(typeToConvert);

    public override PipeReader Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (typeToConvert != typeof(PipeReader))
        {
            throw new JsonException($"A {TypeName.Short(typeToConvert)} cannot be given as JSON. Make the parameter a PipeReader, or give a reference to one: \"$name\".");
        }

        if (AttachmentScope.Reading is StreamValue stream && reader.TokenType == JsonTokenType.StartObject)
        {
            reader.Skip();
            return stream.Open();
        }

        return PipeReader.Create(new ReadOnlySequence<byte>(StreamConverter.ReadBytes(ref reader, options)));
    }

    public override void Write(Utf8JsonWriter writer, PipeReader value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ValueWriter.Describe(value));
}
