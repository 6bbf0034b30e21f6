using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>
/// Writes a task that stands inside of another value as how far it is. Its result is not asked for, since that would wait for it:
/// a command that returns the task itself is awaited.
/// </summary>
internal sealed class TaskConverter : JsonConverter<Task>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Task).IsAssignableFrom(typeToConvert);

    public override Task Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A task cannot be given as JSON.");

    public override void Write(Utf8JsonWriter writer, Task value, JsonSerializerOptions options) =>
        writer.WriteStringValue($"Task ({value.Status})");
}
