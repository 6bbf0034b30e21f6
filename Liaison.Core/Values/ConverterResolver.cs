using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Liaison.Values;

/// <summary>
/// Provides type information for types that one of the options' converters handles (enumerations, tuples, exceptions, types), so that a
/// source-generated context need not list each of them.
/// </summary>
internal sealed class ConverterResolver : IJsonTypeInfoResolver
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The type is read and written by a converter that is there already; no other of its members is looked for.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Classes share their code; an enumeration or tuple whose code does not exist is told as one that the context lacks.")]
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        options.Converters.Any(converter => converter.CanConvert(type)) ? JsonTypeInfo.CreateJsonTypeInfo(type, options) : null;
}
