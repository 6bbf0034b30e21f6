using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Liaison.Values;

/// <summary>The JSON settings for arguments and results (DESIGN, Values).</summary>
internal static class JsonDefaults
{
    // Replies are sent to programs and not put into web pages, so only the characters that JSON requires are escaped.
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Completes the host's options, or <see cref="JsonSerializerDefaults.Web"/>, with Liaison's converters. The host's own converters take
    /// precedence. The result is a read-only copy.
    /// </summary>
    /// <param name="options">The host's options, or null.</param>
    /// <param name="details">Whether exceptions are written with their stack traces.</param>
    /// <param name="own">The types that the calling layer itself sends and receives.</param>
    /// <param name="modifier">Removes the members of a type that peers must not see.</param>
    public static JsonSerializerOptions Complete(JsonSerializerOptions? options, bool details, IJsonTypeInfoResolver own, Action<JsonTypeInfo> modifier)
    {
        var complete = new JsonSerializerOptions(options ?? Web);
        JsonConverter[] hosts = [.. complete.Converters];
        complete.NumberHandling |= JsonNumberHandling.AllowNamedFloatingPointLiterals;
        complete.Converters.Add(new TypeNameConverter());
        complete.Converters.Add(new MethodNameConverter());
        complete.Converters.Add(new DelegateNameConverter());
        complete.Converters.Add(new ExceptionLinesConverter(details));
        complete.Converters.Add(new BigIntegerConverter());
        complete.Converters.Add(new EnumConverter(hosts));
        complete.Converters.Add(new TupleConverter(hosts));
        complete.Converters.Add(new TaskConverter());
        complete.Converters.Add(new StreamConverter());
        complete.Converters.Add(new PipeReaderConverter());
        complete.Converters.Add(new OpaqueConverter());
        complete.Converters.Add(new ByteArrayConverter());
        complete.Converters.Add(new ByteMemoryConverter());
        complete.Converters.Add(new ReadOnlyByteMemoryConverter());
        complete.Converters.Add(new RawJsonConverter());
        complete.Converters.Add(new ReferenceConverter());
        complete.Converters.Add(new UntypedConverter());
        var resolver = JsonTypeInfoResolver.Combine(
            complete.TypeInfoResolver, own, BasicJsonContext.Default, new ConverterResolver(), complete.TypeInfoResolver is null ? Reflection() : null);
        complete.TypeInfoResolver = resolver.WithAddedModifier(modifier);
        complete.MakeReadOnly();
        return complete;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Guarded by the switch that a trimmed application turns off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Guarded by the switch that a trimmed application turns off.")]
    private static DefaultJsonTypeInfoResolver? Reflection() => JsonSerializer.IsReflectionEnabledByDefault ? new DefaultJsonTypeInfoResolver() : null;
}
