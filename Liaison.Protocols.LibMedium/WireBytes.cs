using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Writes the parts of messages.</summary>
internal static class WireBytes
{
    // Every NaN is sent in the form that LibMedium sends: the NaN of .NET has the sign bit set.
    private const uint NaNOfFloat = 0x7fc0_0000;
    private const ulong NaNOfDouble = 0x7ff8_0000_0000_0000;

    /// <summary>Begins an element of a list, whose length is not known yet. Returns the argument for <see cref="EndElement"/>.</summary>
    public static int BeginElement(FrameWriter into)
    {
        into.GetSpan(sizeof(uint))[..sizeof(uint)].Clear();
        into.Advance(sizeof(uint));
        return into.Length;
    }

    /// <summary>Ends an element of a list.</summary>
    public static void EndElement(FrameWriter into, int start)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)(into.Length - start));
        into.Overwrite(start - sizeof(uint), length);
    }

    /// <summary>Writes an element of a list.</summary>
    public static void WriteElement(FrameWriter into, ReadOnlySpan<byte> bytes)
    {
        Write(into, (uint)bytes.Length);
        into.Append(bytes);
    }

    /// <summary>Writes a text. Half of a surrogate pair is replaced.</summary>
    public static void WriteText(FrameWriter into, ReadOnlySpan<char> text)
    {
        var span = into.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        Utf8.FromUtf16(text, span, out _, out var written, replaceInvalidSequences: true);
        into.Advance(written);
    }

    public static void Write(FrameWriter into, byte value)
    {
        into.GetSpan(1)[0] = value;
        into.Advance(1);
    }

    public static void Write(FrameWriter into, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into.GetSpan(sizeof(ushort)), value);
        into.Advance(sizeof(ushort));
    }

    public static void Write(FrameWriter into, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(into.GetSpan(sizeof(uint)), value);
        into.Advance(sizeof(uint));
    }

    public static void Write(FrameWriter into, ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(into.GetSpan(sizeof(ulong)), value);
        into.Advance(sizeof(ulong));
    }

    public static void Write(FrameWriter into, float value) => Write(into, float.IsNaN(value) ? NaNOfFloat : BitConverter.SingleToUInt32Bits(value));

    public static void Write(FrameWriter into, double value) => Write(into, double.IsNaN(value) ? NaNOfDouble : BitConverter.DoubleToUInt64Bits(value));
}
