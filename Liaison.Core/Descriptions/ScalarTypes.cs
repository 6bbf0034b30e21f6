using System.IO.Pipelines;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Liaison.Messages;

namespace Liaison.Descriptions;

/// <summary>The .NET types of scalar values.</summary>
internal static class ScalarTypes
{
    private static readonly Dictionary<Type, ValueKind> Kinds = new()
    {
        [typeof(object)] = ValueKind.Any,
        [typeof(JsonElement)] = ValueKind.Any,
        [typeof(JsonDocument)] = ValueKind.Any,
        [typeof(JsonNode)] = ValueKind.Any,
        [typeof(JsonObject)] = ValueKind.Any,
        [typeof(JsonArray)] = ValueKind.Any,
        [typeof(JsonValue)] = ValueKind.Any,
        [typeof(RawJson)] = ValueKind.Any,
        [typeof(bool)] = ValueKind.Boolean,
        [typeof(sbyte)] = ValueKind.Int8,
        [typeof(byte)] = ValueKind.UInt8,
        [typeof(short)] = ValueKind.Int16,
        [typeof(ushort)] = ValueKind.UInt16,
        [typeof(int)] = ValueKind.Int32,
        [typeof(uint)] = ValueKind.UInt32,
        [typeof(long)] = ValueKind.Int64,
        [typeof(ulong)] = ValueKind.UInt64,
        [typeof(Int128)] = ValueKind.Int128,
        [typeof(UInt128)] = ValueKind.UInt128,
        [typeof(BigInteger)] = ValueKind.BigInteger,
        [typeof(Half)] = ValueKind.Half,
        [typeof(float)] = ValueKind.Single,
        [typeof(double)] = ValueKind.Double,
        [typeof(decimal)] = ValueKind.Decimal,
        [typeof(string)] = ValueKind.String,
        [typeof(char)] = ValueKind.Char,
        [typeof(byte[])] = ValueKind.Bytes,
        [typeof(Memory<byte>)] = ValueKind.Bytes,
        [typeof(ReadOnlyMemory<byte>)] = ValueKind.Bytes,
        [typeof(Stream)] = ValueKind.Bytes,
        [typeof(PipeReader)] = ValueKind.Bytes,
        [typeof(Guid)] = ValueKind.Guid,
        [typeof(Uri)] = ValueKind.Uri,
        [typeof(Version)] = ValueKind.Version,
        [typeof(DateTime)] = ValueKind.DateTime,
        [typeof(DateTimeOffset)] = ValueKind.DateTimeOffset,
        [typeof(DateOnly)] = ValueKind.Date,
        [typeof(TimeOnly)] = ValueKind.Time,
        [typeof(TimeSpan)] = ValueKind.Duration,
    };

    /// <summary>The kind of the type on the wire; null if the type is not a scalar, or not known.</summary>
    public static ValueKind? KindOf(Type type) => Kinds.TryGetValue(type, out var kind) ? kind : null;
}
