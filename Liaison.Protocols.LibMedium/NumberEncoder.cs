using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Converts JSON numbers to wire numbers.</summary>
internal static class NumberEncoder
{
    /// <summary>Writes one number.</summary>
    /// <exception cref="UnfitException">The value is not a number, or the type cannot hold it.</exception>
    public static void Write(FrameWriter into, WireType type, ref Utf8JsonReader reader)
    {
        if (type.Kind is DeclaredTypeKind.Float or DeclaredTypeKind.Double)
        {
            WriteFraction(into, type, ref reader);
            return;
        }

        if (reader.TokenType != JsonTokenType.Number)
        {
            throw JsonEncoder.Unfit(type, ref reader);
        }

        switch (type.Kind)
        {
            case DeclaredTypeKind.Int8 when reader.TryGetSByte(out var value):
                WireBytes.Write(into, (byte)value);
                break;
            case DeclaredTypeKind.UInt8 when reader.TryGetByte(out var value):
                WireBytes.Write(into, value);
                break;
            case DeclaredTypeKind.Int16 when reader.TryGetInt16(out var value):
                WireBytes.Write(into, (ushort)value);
                break;
            case DeclaredTypeKind.UInt16 when reader.TryGetUInt16(out var value):
                WireBytes.Write(into, value);
                break;
            case DeclaredTypeKind.Int32 when reader.TryGetInt32(out var value):
                WireBytes.Write(into, (uint)value);
                break;
            case DeclaredTypeKind.UInt32 when reader.TryGetUInt32(out var value):
                WireBytes.Write(into, value);
                break;
            case DeclaredTypeKind.Int64 when reader.TryGetInt64(out var value):
                WireBytes.Write(into, (ulong)value);
                break;
            case DeclaredTypeKind.UInt64 when reader.TryGetUInt64(out var value):
                WireBytes.Write(into, value);
                break;
            default:
                throw new UnfitException($"is {JsonEncoder.Describe(ref reader)}, which {type.Text} cannot hold");
        }
    }

    private static void WriteFraction(FrameWriter into, WireType type, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var value = Named(type, ref reader);
            if (type.Kind == DeclaredTypeKind.Float)
            {
                WireBytes.Write(into, (float)value);
            }
            else
            {
                WireBytes.Write(into, value);
            }
        }
        else if (reader.TokenType != JsonTokenType.Number)
        {
            throw JsonEncoder.Unfit(type, ref reader);
        }
        else if (type.Kind == DeclaredTypeKind.Float && reader.TryGetSingle(out var single) && float.IsFinite(single))
        {
            WireBytes.Write(into, single);
        }
        else if (type.Kind == DeclaredTypeKind.Double && reader.TryGetDouble(out var number) && double.IsFinite(number))
        {
            WireBytes.Write(into, number);
        }
        else
        {
            throw new UnfitException($"is {JsonEncoder.Describe(ref reader)}, which {type.Text} cannot hold");
        }
    }

    // NaN and the infinities are strings, because JSON has no such numbers.
    private static double Named(WireType type, ref Utf8JsonReader reader) =>
        JsonReading.Equals(ref reader, "NaN"u8) ? double.NaN
        : JsonReading.Equals(ref reader, "Infinity"u8) ? double.PositiveInfinity
        : JsonReading.Equals(ref reader, "-Infinity"u8) ? double.NegativeInfinity
        : throw JsonEncoder.Unfit(type, ref reader);
}
