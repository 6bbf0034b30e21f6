using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>
/// Reads JSON Schemas as <see cref="SchemaWriter"/> writes them. Foreign schemas can be read too: parts that are unknown become any value.
/// </summary>
internal static class SchemaReader
{
    /// <summary>The value that a schema describes.</summary>
    public static ValueDescription Value(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return new ValueDescription(ValueKind.Any);
        }

        if (schema.TryGetProperty("anyOf", out var choices))
        {
            return OfChoices(choices);
        }

        if (Text(schema, "$ref") is { } reference)
        {
            return new ValueDescription(ValueKind.Model) { Model = Name(reference[(reference.LastIndexOf('/') + 1)..]) };
        }

        if (schema.TryGetProperty("prefixItems", out var items))
        {
            return new ValueDescription(ValueKind.Tuple) { Items = [.. items.EnumerateArray().Select(Value)] };
        }

        return Text(schema, "type") switch
        {
            "array" when schema.TryGetProperty("items", out var item) => new ValueDescription(ValueKind.Array) { Items = [Value(item)] },
            "object" when schema.TryGetProperty("additionalProperties", out var value) =>
                new ValueDescription(ValueKind.Dictionary) { Items = [schema.TryGetProperty("x-key", out var key) ? Value(key) : new(ValueKind.String), Value(value)] },
            var type => new ValueDescription(ScalarSchema.KindOf(type, Text(schema, "format") ?? Text(schema, "x-kind"))) { IsNullable = Flag(schema, "x-nullable") },
        };
    }

    /// <summary>The model that a schema describes.</summary>
    public static ModelDescription Model(string name, JsonElement schema)
    {
        var model = new ModelDescription(Name(name), ModelKind.Record) { Summary = Text(schema, "description") };
        if (schema.TryGetProperty("x-values", out var values))
        {
            return model with
            {
                Kind = Flag(schema, "x-flags") ? ModelKind.Flags : ModelKind.Enumeration,
                Underlying = ScalarSchema.KindOf("integer", Text(schema, "x-underlying")),
                Values = [.. values.EnumerateArray().Select(NamedValue)],
            };
        }

        if (schema.TryGetProperty("oneOf", out var cases) && Text(schema, "x-discriminator") is { } discriminator)
        {
            return model with
            {
                Kind = ModelKind.Union,
                Discriminator = discriminator,
                Cases = [.. cases.EnumerateArray().Select(one => Case(one, discriminator))],
                Members = schema.TryGetProperty("x-base", out var own) ? Members(own) : [],
            };
        }

        return schema.TryGetProperty("enum", out var plain)
            ? model with { Kind = ModelKind.Enumeration, Values = [.. plain.EnumerateArray().Select(value => new NamedValue(value.ToString(), value.GetRawText()))] }
            : model with { Members = Members(schema) };
    }

    /// <summary>The members that a schema of an object lists.</summary>
    public static IReadOnlyList<MemberDescription> Members(JsonElement schema)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        return schema.TryGetProperty("properties", out var properties)
            ? [.. properties.EnumerateObject().Select(property => new MemberDescription(property.Name, Value(property.Value))
            {
                IsOptional = !required.Contains(property.Name),
                Summary = Text(property.Value, "description"),
            })]
            : [];
    }

    /// <summary>The text of a member; null if there is none.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Returns a name if it is an identifier: generators write names as code, and as names of files.</summary>
    /// <exception cref="FormatException">The text is no identifier.</exception>
    public static string Name(string text) => text.Length > 0 && !char.IsDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c == '_')
        ? text : throw new FormatException($"'{text}' is not a name: a name has only letters, digits and _, and does not begin with a digit.");

    /// <summary>Whether a member is true.</summary>
    public static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static ValueDescription OfChoices(JsonElement choices)
    {
        var others = choices.EnumerateArray().Where(choice => Text(choice, "type") != "null").ToList();
        return others is [var only] && choices.GetArrayLength() == 2 ? Value(only) with { IsNullable = true } : new ValueDescription(ValueKind.Any);
    }

    private static NamedValue NamedValue(JsonElement value) =>
        new(Name(Text(value, "name") ?? ""), value.GetProperty("value").GetRawText()) { Summary = Text(value, "description") };

    private static UnionCase Case(JsonElement one, string discriminator) =>
        new(one.GetProperty("properties").GetProperty(discriminator).GetProperty("const").GetRawText(), Value(one).Model ?? "");
}
