using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>
/// Reads an array or object that has references inside. Where there is a reference, the object itself is put; the serializer, which
/// knows JSON alone, reads everything that has none.
/// </summary>
internal sealed class NestedReferenceReader(ArgumentReader arguments)
{
    public object? Read(ReadOnlySpan<byte> json, Type type)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return ReadValue(ref reader, type);
    }

    private object? ReadValue(ref Utf8JsonReader reader, Type type)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return ReadString(ref reader, type);
            case JsonTokenType.StartArray:
                return ReadArray(ref reader, type);
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, type);
            default:
                return arguments.ReadValue(ref reader, type);
        }
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
        if (info is not { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
        {
            // JSON documents, and types that read themselves: strings in them are strings.
            return arguments.ReadValue(ref reader, type);
        }

        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, element));
        }

        return untyped ? items : ToCollection(items, info, element);
    }

    private object? ReadObject(ref Utf8JsonReader reader, Type type)
    {
        var untyped = type == typeof(object);
        var info = arguments.Options.GetTypeInfo(untyped ? typeof(Dictionary<string, object?>) : type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Dictionary when info.KeyType == typeof(string) => ReadDictionary(ref reader, info),
            JsonTypeInfoKind.Object => ReadMembers(ref reader, info),
            _ => arguments.ReadValue(ref reader, type),
        };
    }

    private object ReadDictionary(ref Utf8JsonReader reader, JsonTypeInfo info)
    {
        var entries = info.CreateObject?.Invoke() as IDictionary
            ?? throw new JsonException($"A reference inside of a {TypeName.Short(info.Type)} cannot be replaced. Use a Dictionary.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            entries[name] = ReadValue(ref reader, info.ElementType!);
        }

        return entries;
    }

    private object ReadMembers(ref Utf8JsonReader reader, JsonTypeInfo info)
    {
        var values = new Dictionary<JsonPropertyInfo, object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (FindProperty(info, name) is { } property)
            {
                values[property] = ReadValue(ref reader, property.PropertyType);
            }
            else
            {
                reader.Skip();
            }
        }

        var created = info.CreateObject is { } create ? create() : Construct(info, values);
        foreach (var (property, value) in values)
        {
            Set(property, created, value);
        }

        return created;
    }

    private JsonPropertyInfo? FindProperty(JsonTypeInfo info, string name)
    {
        var comparison = arguments.Options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return info.Properties.FirstOrDefault(property => property.Name.Equals(name, comparison));
    }

    // To a source-generated context, what is set while the object is made is a parameter, and has no setter; to reflection it has one.
    private static void Set(JsonPropertyInfo property, object created, object? value)
    {
        if (property.AssociatedParameter is { IsMemberInitializer: true } && property.AttributeProvider is PropertyInfo member)
        {
            member.SetValue(created, value);
        }
        else
        {
            property.Set?.Invoke(created, value);
        }
    }

    // A record is made by its constructor, which the serializer knows but does not lend.
    private static object Construct(JsonTypeInfo info, Dictionary<JsonPropertyInfo, object?> values)
    {
        if (info.ConstructorAttributeProvider is not ConstructorInfo constructor)
        {
            throw new JsonException($"A {TypeName.Short(info.Type)} cannot be made from JSON.");
        }

        var parameters = new object?[constructor.GetParameters().Length];
        foreach (var property in info.Properties)
        {
            if (property.AssociatedParameter is { IsMemberInitializer: false } parameter)
            {
                var given = values.Remove(property, out var value);
                parameters[parameter.Position] = given ? value : parameter.HasDefaultValue ? parameter.DefaultValue : null;
            }
        }

        return constructor.Invoke(parameters);
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The array's type is the parameter's own, so that it exists.")]
    private static object ToCollection(List<object?> items, JsonTypeInfo info, Type element)
    {
        if (info.CreateObject?.Invoke() is IList list and not Array)
        {
            items.ForEach(item => list.Add(item));
            return list;
        }

        var array = Array.CreateInstance(element, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }

        return info.Type.IsInstanceOfType(array)
            ? array
            : throw new JsonException($"A reference inside of a {TypeName.Short(info.Type)} cannot be replaced. Use a List or an array.");
    }
}
