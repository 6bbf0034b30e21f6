namespace Liaison.Descriptions;

/// <summary>
/// How values without parts stand in a JSON Schema: by <c>type</c> and <c>format</c> (the formats of JSON Schema 2020-12, and of OpenAPI's
/// registry for widths of numbers), and by <c>x-kind</c> where there is no such format.
/// </summary>
/// <param name="Type">The schema's <c>type</c>.</param>
/// <param name="Name">The kind's name: the <c>format</c>, or the <c>x-kind</c>; null where the type says it all.</param>
/// <param name="IsFormat">Whether the name is a registered format.</param>
internal sealed record ScalarSchema(string? Type, string? Name = null, bool IsFormat = false)
{
    private static readonly Dictionary<ValueKind, ScalarSchema> Schemas = new()
    {
        [ValueKind.Any] = new(Type: null),
        [ValueKind.Boolean] = new("boolean"),
        [ValueKind.Int8] = new("integer", "int8", true),
        [ValueKind.UInt8] = new("integer", "uint8", true),
        [ValueKind.Int16] = new("integer", "int16", true),
        [ValueKind.UInt16] = new("integer", "uint16", true),
        [ValueKind.Int32] = new("integer", "int32", true),
        [ValueKind.UInt32] = new("integer", "uint32", true),
        [ValueKind.Int64] = new("integer", "int64", true),
        [ValueKind.UInt64] = new("integer", "uint64", true),
        [ValueKind.Int128] = new("integer", "int128"),
        [ValueKind.UInt128] = new("integer", "uint128"),
        [ValueKind.BigInteger] = new("integer"),
        [ValueKind.Half] = new("number", "half"),
        [ValueKind.Single] = new("number", "float", true),
        [ValueKind.Double] = new("number", "double", true),
        [ValueKind.Decimal] = new("number", "decimal", true),
        [ValueKind.String] = new("string"),
        [ValueKind.Char] = new("string", "char", true),
        [ValueKind.Bytes] = new("string", "byte", true),
        [ValueKind.Guid] = new("string", "uuid", true),
        [ValueKind.Uri] = new("string", "uri-reference", true),
        [ValueKind.Version] = new("string", "version"),
        [ValueKind.DateTime] = new("string", "date-time-with-or-without-offset"),
        [ValueKind.DateTimeOffset] = new("string", "date-time", true),
        [ValueKind.Date] = new("string", "date", true),
        [ValueKind.Time] = new("string", "time-local", true),
        [ValueKind.Duration] = new("string", "time-span"),
    };

    private static readonly Dictionary<(string?, string?), ValueKind> Kinds =
        Schemas.ToDictionary(entry => (entry.Value.Type, entry.Value.Name), entry => entry.Key);

    /// <summary>The schema of a kind without parts.</summary>
    public static ScalarSchema Of(ValueKind kind) => Schemas[kind];

    /// <summary>The kind that a type and a name stand for; that of the type alone where the name is not known; any value where the type is not.</summary>
    public static ValueKind KindOf(string? type, string? name) =>
        Kinds.TryGetValue((type, name), out var kind) ? kind
        : type == "number" ? ValueKind.Double
        : Kinds.GetValueOrDefault((type, null));
}
