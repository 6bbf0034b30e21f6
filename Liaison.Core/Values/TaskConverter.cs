using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>Writes a task inside another value as its status.</summary>
/// <remarks>
/// Reading the task's result would block until it has ended. A task that a command itself returns is awaited instead.
/// </remarks>
internal sealed class TaskConverter : JsonConverter<Task>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Task).IsAssignableFrom(typeToConvert);

    public override Task Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A task cannot be given as JSON.");

    public override void Write(Utf8JsonWriter writer, Task value, JsonSerializerOptions options) =>
        writer.WriteStringValue($"Task ({value.Status})");
}
