using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Commands;

namespace Liaison.Companions;

/// <summary>Writes a handle as its name.</summary>
internal sealed class HandleConverter<T> : JsonConverter<T>
    where T : class, ITargetHandle
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A type or method cannot be given as JSON. Give a reference to it: \"$name\".");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
