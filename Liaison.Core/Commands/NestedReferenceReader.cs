using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>
/// Reads an array or object that contains references. Each reference is replaced by its object; the serializer reads the parts that have no
/// reference.
/// </summary>
internal sealed class NestedReferenceReader(ArgumentReader arguments, ReadOnlyMemory<byte> json)
{
    public object? Read(Type type)
    {
        var reader = new Utf8JsonReader(json.Span, ArgumentScanner.OfScanned);
        reader.Read();
        return ReadValue(ref reader, type);
    }

    /// <summary>Reads the value at the reader's position. The reader ends on the value's last token.</summary>
    public object? ReadValue(ref Utf8JsonReader reader, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return reader.TokenType switch
        {
            JsonTokenType.String => ReadString(ref reader, type),
            JsonTokenType.StartArray => ReadArray(ref reader, plain),
            JsonTokenType.StartObject => ReadObject(ref reader, plain),
            _ => arguments.ReadValue(ref reader, type),
        };
    }

    /// <summary>
    /// Reads the value at the reader's position as plain data, for types that cannot hold the object of a reference. Strings are data; only
    /// their escapes are removed. The reader ends on the value's last token.
    /// </summary>
    public object? ReadAsData(ref Utf8JsonReader reader, JsonTypeInfo info)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var data = new Utf8JsonReader(DollarText.Unescape(json.Span[start..(int)reader.BytesConsumed]), ArgumentScanner.OfScanned);
        return JsonSerializer.Deserialize(ref data, info);
    }

    /// <summary>
    /// Whether the value at the reader's position contains no reference. The reader is a copy, so the caller's does not move.
    /// </summary>
    public bool IsData(Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return !DollarText.MayRefer(json.Span[start..(int)reader.BytesConsumed]);
    }

    private object? ReadString(ref Utf8JsonReader reader, Type type)
    {
        var text = reader.GetString()!;
        if (text is not ['$', ..])
        {
            return arguments.ReadValue(ref reader, type);
        }

        var value = arguments.TryResolve(text, out var referred) ? referred : ArgumentReader.Unescape(text);
        return arguments.TryConvert(value, type, out var converted, out var problem) ? converted : throw new JsonException($"{text}: {problem}");
    }

    private object? ReadArray(ref Utf8JsonReader reader, Type type)
    {
        var untyped = type == typeof(object);
        var info = arguments.Options.GetTypeInfo(untyped ? typeof(List<object?>) : type);
        if (TupleType.Is(type))
        {
            return ReadTuple(ref reader, type);
        }

        if (info is not { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
        {
            // JSON documents, and types with their own converter.
            return ReadAsData(ref reader, info);
        }

        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, element));
        }

        return untyped ? items : CollectionOf(items, info, element);
    }

    private object ReadTuple(ref Utf8JsonReader reader, Type type)
    {
        var types = TupleType.ItemsOf(type);
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(items.Count < types.Count ? ReadValue(ref reader, types[items.Count]) : throw new JsonException("The array has more items than the tuple."));
        }

        return items.Count == types.Count ? TupleType.Create(type, items) : throw new JsonException("The array has fewer items than the tuple.");
    }

    private object? ReadObject(ref Utf8JsonReader reader, Type type)
    {
        var untyped = type == typeof(object);
        var info = arguments.Options.GetTypeInfo(untyped ? typeof(Dictionary<string, object?>) : type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Dictionary when untyped && AttachmentScope.Reading is not null && AttachmentReference.TryRead(reader, out _) =>
                arguments.ReadValue(ref reader, type),
            JsonTypeInfoKind.Dictionary => ReadDictionary(ref reader, info),
            JsonTypeInfoKind.Object when info.PolymorphismOptions is not null && IsData(reader) => ReadAsData(ref reader, info),
            JsonTypeInfoKind.Object => new NestedObjectReader(arguments, this).Read(ref reader, info),
            _ => ReadAsData(ref reader, info),
        };
    }

    private IDictionary ReadDictionary(ref Utf8JsonReader reader, JsonTypeInfo info)
    {
        var entries = EmptyDictionary(info);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            entries[KeyOf(name, info.KeyType!)] = ReadValue(ref reader, info.ElementType!);
        }

        return entries;
    }

    private object KeyOf(string name, Type type) =>
        type.IsAssignableFrom(typeof(string)) ? name : arguments.ReadJson(arguments.Write(name), type) ?? throw new JsonException("A key cannot be null.");

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where the code of this instantiation does not exist, the call fails and says so.")]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "Dictionary needs no annotated type arguments.")]
    private static IDictionary EmptyDictionary(JsonTypeInfo info)
    {
        if (info.CreateObject?.Invoke() is IDictionary { IsReadOnly: false } created)
        {
            return created;
        }

        var type = typeof(Dictionary<,>).MakeGenericType(info.KeyType!, info.ElementType!);
        return info.Type.IsAssignableFrom(type) ? (IDictionary)Activator.CreateInstance(type)! : throw Unfillable(info, "a Dictionary");
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The parameter's own type, unless that is an interface; where the code then does not exist, the call fails and says so.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "An interface that is there has the method that the serializer itself calls.")]
    private static object CollectionOf(List<object?> items, JsonTypeInfo info, Type element)
    {
        var collection = typeof(ICollection<>).MakeGenericType(element);
        if (info.CreateObject?.Invoke() is { } created and not Array && collection.IsInstanceOfType(created))
        {
            var add = collection.GetMethod(nameof(ICollection<>.Add))!;
            items.ForEach(item => add.Invoke(created, [item]));
            return created;
        }

        var array = Array.CreateInstance(element, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }

        return info.Type.IsInstanceOfType(array) ? array : throw Unfillable(info, "a List or an array");
    }

    private static JsonException Unfillable(JsonTypeInfo info, string instead) =>
        new($"A reference inside of a {TypeName.Short(info.Type)} cannot be replaced; {instead} can hold one");
}
