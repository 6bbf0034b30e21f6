using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Liaison.Companions.Exposure;

/// <summary>Reads a constructor's argument that peers must not set: skips the value in the JSON, and returns the parameter's default.</summary>
/// <param name="parameter">The parameter.</param>
internal sealed class HiddenArgument(JsonParameterInfo parameter) : JsonConverter<object?>
{
    public override bool HandleNull => true;

    public override bool CanConvert(Type typeToConvert) => typeToConvert == parameter.ParameterType;

    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Skip();
        return parameter.HasDefaultValue ? parameter.DefaultValue
            : Nullable.GetUnderlyingType(parameter.ParameterType) is null && parameter.ParameterType.IsValueType ? Zero(parameter.ParameterType)
            : null;
    }

    public override void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(parameter.ParameterType));

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The value of a value type whose bytes are all zero needs no constructor.")]
    private static object Zero(Type type) => RuntimeHelpers.GetUninitializedObject(type);
}
