using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace Liaison.Protocols;

/// <summary>Converts wire values to JSON, according to their types.</summary>
internal static class ValueReader
{
    private const byte True = 0xff;

    /// <summary>Writes one value.</summary>
    /// <exception cref="UnfitException">The bytes are not a value of the type.</exception>
    public static void Read(WireType type, ReadOnlySpan<byte> bytes, Utf8JsonWriter into)
    {
        switch (type.Kind)
        {
            case DeclaredTypeKind.String:
                into.WriteStringValue(Utf8.IsValid(bytes) ? bytes : throw new UnfitException("a string is not UTF-8"));
                break;
            case DeclaredTypeKind.Binary:
                into.WriteBase64StringValue(bytes);
                break;
            case DeclaredTypeKind.Array:
                ReadArray(type.Element!, bytes, into);
                break;
            case DeclaredTypeKind.Model:
                ReadModel(type, bytes, into);
                break;
            default:
                ReadPrimitive(type, bytes, into);
                break;
        }
    }

    /// <summary>Writes the rest of a list as the members of an object, one for each parameter.</summary>
    /// <exception cref="UnfitException">The number of elements is wrong, or an element is not a value of its type.</exception>
    public static void ReadObject(WireMember[] members, ref ListReader list, Utf8JsonWriter into)
    {
        into.WriteStartObject();
        foreach (var member in members)
        {
            into.WritePropertyName(member.JsonName);
            Read(member.Type, list.Next(), into);
        }

        into.WriteEndObject();
    }

    private static void ReadArray(WireType element, ReadOnlySpan<byte> bytes, Utf8JsonWriter into)
    {
        into.WriteStartArray();
        var list = new ListReader(bytes);
        while (!list.IsAtEnd)
        {
            Read(element, list.Next(), into);
        }

        into.WriteEndArray();
    }

    private static void ReadModel(WireType type, ReadOnlySpan<byte> bytes, Utf8JsonWriter into)
    {
        var list = new ListReader(bytes);
        ReadObject(type.Members, ref list, into);
        if (!list.IsAtEnd)
        {
            throw new UnfitException($"a {type.Text} has {type.Members.Length} members, but more were sent");
        }
    }

    private static void ReadPrimitive(WireType type, ReadOnlySpan<byte> bytes, Utf8JsonWriter into)
    {
        var size = SizeOf(type.Kind);
        if (bytes.Length != size)
        {
            throw new UnfitException($"a value of {type.Text} has {size} bytes, and not {bytes.Length}");
        }

        switch (type.Kind)
        {
            case DeclaredTypeKind.Boolean:
                into.WriteBooleanValue(bytes[0] == True);
                break;
            case DeclaredTypeKind.Int8:
                into.WriteNumberValue((sbyte)bytes[0]);
                break;
            case DeclaredTypeKind.UInt8:
                into.WriteNumberValue(bytes[0]);
                break;
            case DeclaredTypeKind.Int16:
                into.WriteNumberValue(BinaryPrimitives.ReadInt16BigEndian(bytes));
                break;
            case DeclaredTypeKind.UInt16:
                into.WriteNumberValue(BinaryPrimitives.ReadUInt16BigEndian(bytes));
                break;
            case DeclaredTypeKind.Int32:
                into.WriteNumberValue(BinaryPrimitives.ReadInt32BigEndian(bytes));
                break;
            case DeclaredTypeKind.UInt32:
                into.WriteNumberValue(BinaryPrimitives.ReadUInt32BigEndian(bytes));
                break;
            case DeclaredTypeKind.Int64:
                into.WriteNumberValue(BinaryPrimitives.ReadInt64BigEndian(bytes));
                break;
            case DeclaredTypeKind.UInt64:
                into.WriteNumberValue(BinaryPrimitives.ReadUInt64BigEndian(bytes));
                break;
            case DeclaredTypeKind.Float:
                ReadFloat(BinaryPrimitives.ReadSingleBigEndian(bytes), into);
                break;
            default:
                ReadDouble(BinaryPrimitives.ReadDoubleBigEndian(bytes), into);
                break;
        }
    }

    // Uses the shortest text of the float, which differs from the text of a double with the same value.
    private static void ReadFloat(float value, Utf8JsonWriter into)
    {
        if (float.IsFinite(value))
        {
            into.WriteNumberValue(value);
        }
        else
        {
            into.WriteStringValue(NameOf(value));
        }
    }

    private static void ReadDouble(double value, Utf8JsonWriter into)
    {
        if (double.IsFinite(value))
        {
            into.WriteNumberValue(value);
        }
        else
        {
            into.WriteStringValue(NameOf(value));
        }
    }

    private static ReadOnlySpan<byte> NameOf(double value) => double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8;

    private static int SizeOf(DeclaredTypeKind kind) => kind switch
    {
        DeclaredTypeKind.Boolean or DeclaredTypeKind.Int8 or DeclaredTypeKind.UInt8 => 1,
        DeclaredTypeKind.Int16 or DeclaredTypeKind.UInt16 => sizeof(short),
        DeclaredTypeKind.Int32 or DeclaredTypeKind.UInt32 or DeclaredTypeKind.Float => sizeof(int),
        _ => sizeof(long),
    };
}
