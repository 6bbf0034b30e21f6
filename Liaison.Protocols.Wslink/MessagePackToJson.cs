using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;
using Nerdbank.MessagePack;

namespace Liaison.Protocols;

/// <summary>
/// Converts one MessagePack value to JSON in one pass, without building a tree. Bytes become attachments that point into the
/// message.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A codec has no end of its own; its buffers are left to the garbage collector with it.")]
internal sealed class MessagePackToJson(int maxDepth)
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private readonly FrameWriter _json = new();
    private readonly List<ReadOnlyMemory<byte>> _attachments = [];
    private readonly Stack<Container> _open = new();

    /// <summary>Whether the exception means that the bytes are not valid MessagePack.</summary>
    public static bool IsMalformed(Exception failure) =>
        failure is MessagePackSerializationException or EndOfStreamException or OverflowException or InvalidOperationException or ArgumentException;

    /// <summary>Reads a message. Returns null, or a description of the problem.</summary>
    public string? Read(ReadOnlyMemory<byte> message, out ReadOnlyMemory<byte> json, out IReadOnlyList<ReadOnlyMemory<byte>>? attachments)
    {
        (json, attachments) = (default, null);
        try
        {
            if (Write(message) is { } problem)
            {
                return problem;
            }

            _json.EndFrame(FrameKind.Text);
            json = _json.Frames.Span[0].Bytes.ToArray();
            attachments = _attachments.Count == 0 ? null : _attachments.ToArray();
            return null;
        }
        catch (Exception failure) when (IsMalformed(failure))
        {
            return $"The message is not MessagePack: {failure.Message}";
        }
        finally
        {
            _json.Clear(keep: 64 * 1024);
            _attachments.Clear();
            _open.Clear();
        }
    }

    private string? Write(ReadOnlyMemory<byte> message)
    {
        var reader = new MessagePackReader(message);
        do
        {
            var isName = Begin();
            if (!(isName ? WriteName(ref reader) : WriteValue(ref reader)))
            {
                return isName ? "A name in a map is text, a number, a boolean or nil." : $"The message is nested deeper than {maxDepth} levels, or has text that is not UTF-8.";
            }

            CloseWhole();
        }
        while (_open.Count > 0);

        return reader.End ? null : "The message has more than one value of MessagePack.";
    }

    // Writes the separator before the next name or value, and returns which of the two follows. Names and values of a map are
    // counted together: if an even number is left, a name follows.
    private bool Begin()
    {
        if (!_open.TryPop(out var open))
        {
            return false;
        }

        var isName = open.IsMap && open.Left % 2 == 0;
        _json.Append(open.IsMap && !isName ? ":"u8 : open.Left == open.Count ? ""u8 : ","u8);
        _open.Push(open with { Left = open.Left - 1 });
        return isName;
    }

    private void CloseWhole()
    {
        while (_open.TryPeek(out var open) && open.Left == 0)
        {
            _open.Pop();
            _json.Append(open.IsMap ? "}"u8 : "]"u8);
        }
    }

    private bool WriteName(ref MessagePackReader reader)
    {
        if (reader.NextMessagePackType == MessagePackType.String)
        {
            return WriteText(reader.ReadStringSpan());
        }

        var text = reader.NextMessagePackType switch
        {
            MessagePackType.Integer => IsUnsigned(reader.NextCode)
                ? reader.ReadUInt64().ToString(CultureInfo.InvariantCulture)
                : reader.ReadInt64().ToString(CultureInfo.InvariantCulture),
            MessagePackType.Boolean => reader.ReadBoolean() ? "true" : "false",
            MessagePackType.Float => reader.ReadDouble().ToString("R", CultureInfo.InvariantCulture),
            MessagePackType.Nil => reader.TryReadNil() ? "null" : null,
            _ => null,
        };
        return text is not null && WriteText(Encoding.UTF8.GetBytes(text));
    }

    private bool WriteValue(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                _json.Append("null"u8);
                return true;
            case MessagePackType.Boolean:
                _json.Append(reader.ReadBoolean() ? "true"u8 : "false"u8);
                return true;
            case MessagePackType.Integer:
                WriteInteger(ref reader);
                return true;
            case MessagePackType.Float:
                WriteFloat(reader.ReadDouble());
                return true;
            case MessagePackType.String:
                return WriteText(reader.ReadStringSpan());
            case MessagePackType.Binary:
                WriteAttachment(reader.ReadBytes());
                return true;
            case MessagePackType.Array:
                return Open(reader.ReadArrayHeader(), isMap: false);
            case MessagePackType.Map:
                return Open(checked(reader.ReadMapHeader() * 2), isMap: true);
            default:
                WriteExtension(ref reader);
                return true;
        }
    }

    private bool Open(int count, bool isMap)
    {
        _json.Append(isMap ? "{"u8 : "["u8);
        _open.Push(new Container(count, count, isMap));
        return _open.Count <= maxDepth;
    }

    private bool WriteText(ReadOnlySpan<byte> text)
    {
        _json.Append("\""u8);
        if (text.IndexOfAny(Escaped) < 0)
        {
            _json.Append(text);
        }
        else if (Utf8.IsValid(text))
        {
            _json.Append(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        }

        _json.Append("\""u8);
        return Utf8.IsValid(text);
    }

    private static bool IsUnsigned(byte code) => code <= 0x7f || code is >= 0xcc and <= 0xcf;

    private void WriteInteger(ref MessagePackReader reader)
    {
        const int MaxDigits = 20;
        var room = _json.GetSpan(MaxDigits);
        _ = IsUnsigned(reader.NextCode)
            ? Utf8Formatter.TryFormat(reader.ReadUInt64(), room, out var written)
            : Utf8Formatter.TryFormat(reader.ReadInt64(), room, out written);
        _json.Advance(written);
    }

    // Numbers that JSON does not have become the strings that its readers expect.
    private void WriteFloat(double value)
    {
        if (!double.IsFinite(value))
        {
            _json.Append(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
            return;
        }

        const int MaxCharacters = 32;
        Utf8Formatter.TryFormat(value, _json.GetSpan(MaxCharacters), out var written);
        _json.Advance(written);
    }

    private void WriteAttachment(ReadOnlySequence<byte>? bytes)
    {
        _json.Append("{\"$attachment\":"u8);
        Utf8Formatter.TryFormat(_attachments.Count, _json.GetSpan(10), out var written);
        _json.Advance(written);
        _json.Append("}"u8);
        _attachments.Add(bytes is { IsSingleSegment: true } one ? one.First : bytes?.ToArray());
    }

    // A timestamp becomes a text that .NET and JavaScript can parse. Any other extension keeps its number and its bytes.
    private void WriteExtension(ref MessagePackReader reader)
    {
        const sbyte Timestamp = -1;
        if (reader.CreatePeekReader().ReadExtensionHeader().TypeCode == Timestamp)
        {
            _json.Append(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"{reader.ReadDateTime():yyyy-MM-ddTHH:mm:ss.FFFFFFFK}\"")));
            return;
        }

        var extension = reader.ReadExtension();
        _json.Append("{\"type\":"u8);
        Utf8Formatter.TryFormat(extension.TypeCode, _json.GetSpan(4), out var written);
        _json.Advance(written);
        _json.Append(",\"data\":"u8);
        WriteAttachment(extension.Data);
        _json.Append("}"u8);
    }

    /// <summary>An array or a map that is not complete yet.</summary>
    /// <param name="Count">The number of items; in a map, names and values.</param>
    /// <param name="Left">How many items are still missing.</param>
    /// <param name="IsMap">Whether it is a map.</param>
    private readonly record struct Container(int Count, int Left, bool IsMap);
}
