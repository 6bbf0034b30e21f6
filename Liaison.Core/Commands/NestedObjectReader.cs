using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>Creates an object from JSON that contains references. Apart from the references, it does the same as the serializer.</summary>
internal sealed class NestedObjectReader(ArgumentReader arguments, NestedReferenceReader values)
{
    // Cached: creating options takes far longer than reading with them.
    private static readonly ConditionalWeakTable<JsonPropertyInfo, JsonSerializerOptions> OptionsOfProperties = [];

    /// <summary>Reads the object that starts at the reader's position. The reader ends on the object's end.</summary>
    public object Read(ref Utf8JsonReader reader, JsonTypeInfo info)
    {
        if (info.PolymorphismOptions is not null)
        {
            throw new JsonException($"A reference inside of a {TypeName.Short(info.Type)}, which may be of several types, cannot be resolved. Pass the whole object as one reference");
        }

        var members = new Dictionary<JsonPropertyInfo, object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (FindProperty(info, name) is { } property)
            {
                members[property] = ReadMember(ref reader, property);
            }
            else
            {
                CheckUnknown(info, name);
                reader.Skip();
            }
        }

        return Make(info, members);
    }

    private JsonPropertyInfo? FindProperty(JsonTypeInfo info, string name)
    {
        var comparison = arguments.Options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return info.Properties.FirstOrDefault(property => property.Name.Equals(name, comparison) && !property.IsExtensionData);
    }

    private object? ReadMember(ref Utf8JsonReader reader, JsonPropertyInfo property)
    {
        if (property.CustomConverter is not { } converter)
        {
            return values.ReadValue(ref reader, property.PropertyType);
        }

        var options = OptionsOfProperties.GetValue(property, _ =>
        {
            var own = new JsonSerializerOptions(arguments.Options);
            own.Converters.Insert(0, converter);
            return own;
        });
        return values.ReadAsData(ref reader, options.GetTypeInfo(property.PropertyType));
    }

    private static void CheckUnknown(JsonTypeInfo info, string name)
    {
        if (info.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow || info.Properties.Any(property => property.IsExtensionData))
        {
            throw new JsonException($"{TypeName.Short(info.Type)} has no member '{name}', and beside a reference no unknown member is allowed");
        }
    }

    private static object Make(JsonTypeInfo info, Dictionary<JsonPropertyInfo, object?> members)
    {
        if (info.Properties.FirstOrDefault(property => property.IsRequired && !members.ContainsKey(property)) is { } missing)
        {
            throw new JsonException($"The member '{missing.Name}' must be given");
        }

        var made = info.CreateObject is { } create ? create() : Construct(info, members);
        info.OnDeserializing?.Invoke(made);
        foreach (var (property, value) in members)
        {
            Set(property, made, value);
        }

        info.OnDeserialized?.Invoke(made);
        return made;
    }

    // For a source-generated context, an init-only or required property is a constructor parameter without a setter; for reflection it
    // has one.
    private static void Set(JsonPropertyInfo property, object made, object? value)
    {
        if (property is { AssociatedParameter.IsMemberInitializer: true, AttributeProvider: PropertyInfo member })
        {
            member.SetValue(made, value);
        }
        else
        {
            property.Set?.Invoke(made, value);
        }
    }

    // A record is created by its constructor. The serializer knows the constructor, but offers no way to call it.
    private static object Construct(JsonTypeInfo info, Dictionary<JsonPropertyInfo, object?> members)
    {
        if (info.ConstructorAttributeProvider is not ConstructorInfo constructor)
        {
            throw new JsonException($"A {TypeName.Short(info.Type)} cannot be made from JSON. Give a reference to one: \"$name\"");
        }

        var parameters = new object?[constructor.GetParameters().Length];
        foreach (var property in info.Properties)
        {
            if (property.AssociatedParameter is { IsMemberInitializer: false } parameter)
            {
                var given = members.Remove(property, out var value);
                parameters[parameter.Position] = given ? value : parameter.HasDefaultValue ? parameter.DefaultValue : null;
            }
        }

        return constructor.Invoke(parameters);
    }
}
