using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Liaison.Values;

/// <summary>JSON schemas of the values of Liaison's own converters, which the framework's exporter cannot describe.</summary>
internal static class ValueSchema
{
    /// <summary>Options of the framework's exporter that add Liaison's own types.</summary>
    public static JsonSchemaExporterOptions Options { get; } = new() { TransformSchemaNode = (context, schema) => Of(context.TypeInfo) ?? schema };

    private static JsonObject? Of(JsonTypeInfo info)
    {
        var plain = Nullable.GetUnderlyingType(info.Type);
        var schema = info.Converter switch
        {
            EnumConverter => OfEnum(plain ?? info.Type),
            TupleConverter => OfTuple(plain ?? info.Type),
            BigIntegerConverter => new JsonObject { ["type"] = "integer" },
            ByteArrayConverter => new JsonObject { ["type"] = new JsonArray("string", "null") },
            ByteMemoryConverter or ReadOnlyByteMemoryConverter => new JsonObject { ["type"] = "string" },
            RawJsonConverter => new JsonObject(),
            ExceptionLinesConverter => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
            DelegateNameConverter or TypeNameConverter or MethodNameConverter or StreamConverter or TaskConverter or OpaqueConverter or ReferenceConverter => new JsonObject { ["type"] = "string" },
            _ => null,
        };
        return schema is null || plain is null ? schema : new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }

    // Flags are several names in one string, which a list of names cannot describe.
    private static JsonObject OfEnum(Type type)
    {
        var names = new JsonArray([.. Enum.GetNames(type).Select(name => JsonValue.Create(name))]);
        var text = type.IsDefined(typeof(FlagsAttribute), inherit: false)
            ? new JsonObject { ["type"] = "string", ["examples"] = names }
            : new JsonObject { ["enum"] = names };
        return new JsonObject { ["anyOf"] = new JsonArray(text, new JsonObject { ["type"] = "integer" }) };
    }

    private static JsonObject OfTuple(Type type)
    {
        var count = TupleType.ItemsOf(type).Count;
        return new JsonObject { ["type"] = "array", ["minItems"] = count, ["maxItems"] = count };
    }
}
