using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>Writes values and models as JSON Schemas (draft 2020-12).</summary>
internal sealed class SchemaWriter(Utf8JsonWriter json)
{
    public const string SchemaReference = "#/components/schemas/";

    /// <summary>Writes the schema of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="summary">A description of the value.</param>
    /// <param name="defaultJson">The default value as JSON.</param>
    public void Write(ValueDescription value, string? summary = null, string? defaultJson = null)
    {
        json.WriteStartObject();
        WriteText("description", summary);
        if (value.IsNullable && value.Kind == ValueKind.Any)
        {
            // Any value includes null. The extension keeps the declaration as nullable for generators.
            json.WriteBoolean("x-nullable", true);
        }
        else if (value.IsNullable)
        {
            json.WriteStartArray("anyOf");
            Write(value with { IsNullable = false });
            json.WriteStartObject();
            json.WriteString("type", "null");
            json.WriteEndObject();
            json.WriteEndArray();
        }
        else
        {
            WriteKeywords(value);
        }

        WriteRaw("default", defaultJson);
        json.WriteEndObject();
    }

    /// <summary>Writes the schema of a model.</summary>
    public void Write(ModelDescription model)
    {
        json.WriteStartObject();
        json.WriteString("title", model.Name);
        WriteText("description", model.Summary);
        switch (model.Kind)
        {
            case ModelKind.Enumeration:
            case ModelKind.Flags:
                WriteValues(model);
                break;
            case ModelKind.Union:
                WriteCases(model);
                json.WritePropertyName("x-base");
                json.WriteStartObject();
                WriteMembers(model.Members);
                json.WriteEndObject();
                break;
            default:
                WriteMembers(model.Members);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the keywords of an object with these members.</summary>
    public void WriteMembers(IReadOnlyList<MemberDescription> members)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var member in members)
        {
            json.WritePropertyName(member.Name);
            Write(member.Type, member.Summary);
        }

        json.WriteEndObject();
        json.WriteStartArray("required");
        foreach (var member in members.Where(member => !member.IsOptional))
        {
            json.WriteStringValue(member.Name);
        }

        json.WriteEndArray();
    }

    private void WriteKeywords(ValueDescription value)
    {
        switch (value.Kind)
        {
            case ValueKind.Model:
                json.WriteString("$ref", SchemaReference + value.Model);
                break;
            case ValueKind.Array:
                json.WriteString("type", "array");
                json.WritePropertyName("items");
                Write(value.Items[0]);
                break;
            case ValueKind.Dictionary:
                json.WriteString("type", "object");
                WriteNames(value.Items[0]);
                json.WritePropertyName("additionalProperties");
                Write(value.Items[1]);
                break;
            case ValueKind.Tuple:
                WriteTuple(value.Items);
                break;
            default:
                WriteScalar(ScalarSchema.Of(value.Kind));
                break;
        }
    }

    // The names of JSON members are always text, so an extension holds the kind of the .NET key.
    private void WriteNames(ValueDescription key)
    {
        if (key.Kind != ValueKind.String)
        {
            json.WritePropertyName("x-key");
            Write(key);
        }
    }

    private void WriteTuple(IReadOnlyList<ValueDescription> items)
    {
        json.WriteString("type", "array");
        json.WriteStartArray("prefixItems");
        foreach (var item in items)
        {
            Write(item);
        }

        json.WriteEndArray();
        json.WriteNumber("minItems", items.Count);
        json.WriteNumber("maxItems", items.Count);
    }

    private void WriteScalar(ScalarSchema schema)
    {
        WriteText("type", schema.Type);
        WriteText(schema.IsFormat ? "format" : "x-kind", schema.Name);
        if (schema.Name == "byte")
        {
            json.WriteString("contentEncoding", "base64");
        }
    }

    private void WriteValues(ModelDescription model)
    {
        if (model.Kind == ModelKind.Enumeration)
        {
            json.WriteStartArray("enum");
            foreach (var value in model.Values)
            {
                json.WriteRawValue(value.Json);
            }

            json.WriteEndArray();
        }

        json.WriteBoolean("x-flags", model.Kind == ModelKind.Flags);
        json.WriteString("x-underlying", ScalarSchema.Of(model.Underlying).Name);
        json.WriteStartArray("x-values");
        foreach (var value in model.Values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Name);
            WriteRaw("value", value.Json);
            WriteText("description", value.Summary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteCases(ModelDescription model)
    {
        json.WriteString("x-discriminator", model.Discriminator);
        json.WriteStartArray("oneOf");
        foreach (var one in model.Cases)
        {
            json.WriteStartObject();
            json.WriteString("$ref", SchemaReference + one.Model);
            json.WriteStartObject("properties");
            json.WriteStartObject(model.Discriminator!);
            WriteRaw("const", one.Json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("required");
            json.WriteStringValue(model.Discriminator);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteText(string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private void WriteRaw(string name, string? text)
    {
        if (text is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(text);
        }
    }
}
