using System.Text;
using System.Text.Json;
using Liaison.Analyzers;
using Liaison.Messages;
using Liaison.Values;
using Microsoft.CodeAnalysis;

namespace Liaison.Tests.Analyzers;

/// <summary>A value of a type, and what somebody would expect it to be in JSON.</summary>
internal abstract class TypedValue(string type)
{
    /// <summary>Whether what is written instead of the value is a name that Liaison gives it on purpose.</summary>
    public bool HasName { get; init; }

    /// <summary>Whether the expected JSON is read as the type.</summary>
    public abstract bool IsReadBy(JsonSerializerOptions options);

    /// <summary>Whether the value is written as the expected JSON, or as its name.</summary>
    public abstract bool IsWrittenBy(JsonSerializerOptions options);

    /// <summary>The type as a compiler knows it.</summary>
    public (ITypeSymbol Type, KnownSymbols Known) Compile()
    {
        var compilation = new MarkedSource($"public class Holder {{ public {type} Value = default!; }}").Compile();
        var field = (IFieldSymbol)compilation.GetTypeByMetadataName("Holder")!.GetMembers("Value").Single();
        return (field.Type, KnownSymbols.Of(compilation)!);
    }

    public override string ToString() => type;
}

/// <inheritdoc cref="TypedValue"/>
/// <param name="type">The type in C#.</param>
/// <param name="value">The value.</param>
/// <param name="json">What it would be.</param>
internal sealed class TypedValue<T>(string type, T value, string json) : TypedValue(type)
{
    public override bool IsReadBy(JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize(json, options.GetTypeInfo(typeof(T))) is not null;
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException)
        {
            return false;
        }
    }

    public override bool IsWrittenBy(JsonSerializerOptions options)
    {
        using var writer = new FrameWriter();
        ValueWriter.Write(writer, new List<T> { value }, options);
        writer.EndFrame(FrameKind.Text);
        var written = Encoding.UTF8.GetString(writer.Frames.Span[0].Bytes.Span);
        return written == $"[{json}]" || (HasName && written.StartsWith('['));
    }
}
