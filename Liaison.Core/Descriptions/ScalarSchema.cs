namespace Liaison.Descriptions;

/// <summary>The JSON Schema of scalar values: <c>type</c> with <c>format</c>, or with <c>x-kind</c> if there is no such format.</summary>
/// <remarks>The formats are those of JSON Schema 2020-12 and, for the widths of numbers, of the OpenAPI registry.</remarks>
/// <param name="Type">The schema's <c>type</c>.</param>
/// <param name="Name">The kind's name: the <c>format</c> or the <c>x-kind</c>; null if the type is enough.</param>
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

    /// <summary>The schema of a scalar kind.</summary>
    public static ScalarSchema Of(ValueKind kind) => Schemas[kind];

    /// <summary>
    /// The kind for a type and a name. If the name is unknown, the kind for the type alone; if the type is unknown, any value.
    /// </summary>
    public static ValueKind KindOf(string? type, string? name) =>
        Kinds.TryGetValue((type, name), out var kind) ? kind
        : type == "number" ? ValueKind.Double
        : Kinds.GetValueOrDefault((type, null));
}
