using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;
using Nerdbank.MessagePack;

namespace Liaison.Protocols;

/// <summary>Turns one value of MessagePack into JSON, in one pass and without a tree. Bytes become attachments, which point into the message.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A codec has no end of its own; its buffers are left to the garbage collector with it.")]
internal sealed class MessagePackToJson(int maxDepth)
{
    private readonly FrameWriter _json = new();
    private readonly List<ReadOnlyMemory<byte>> _attachments = [];
    private readonly Stack<(int Left, bool IsMap)> _open = new();
    private Utf8JsonWriter? _writer;

    /// <summary>Whether the reader told by the exception that the bytes are not MessagePack.</summary>
    public static bool IsMalformed(Exception failure) =>
        failure is MessagePackSerializationException or EndOfStreamException or OverflowException or InvalidOperationException or ArgumentException;

    /// <summary>Reads a message; null, or what is wrong with it.</summary>
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
        var writer = RentWriter();
        var reader = new MessagePackReader(message);
        do
        {
            var isName = NextIsName();
            if (isName ? WriteName(ref reader, writer) : WriteValue(ref reader, writer))
            {
                CloseWhole(writer);
            }
            else
            {
                return isName ? "A name in a map is text, a number, a boolean or nil." : $"The message is nested deeper than {maxDepth} levels, or has text that is not UTF-8.";
            }
        }
        while (_open.Count > 0);

        writer.Flush();
        return reader.End ? null : "The message has more than one value of MessagePack.";
    }

    private Utf8JsonWriter RentWriter()
    {
        if (_writer is null)
        {
            var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = int.MaxValue };
            _writer = new Utf8JsonWriter(_json, options);
        }
        else
        {
            _writer.Reset(_json);
        }

        return _writer;
    }

    // The names and the values of a map are counted together: where an even number is left, a name follows.
    private bool NextIsName() => _open.TryPeek(out var open) && open is { IsMap: true } && open.Left % 2 == 0;

    private void CloseWhole(Utf8JsonWriter writer)
    {
        while (_open.TryPeek(out var open) && open.Left == 0)
        {
            _open.Pop();
            if (open.IsMap)
            {
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteEndArray();
            }
        }
    }

    private void Count()
    {
        if (_open.TryPop(out var open))
        {
            _open.Push((open.Left - 1, open.IsMap));
        }
    }

    private bool WriteName(ref MessagePackReader reader, Utf8JsonWriter writer)
    {
        Count();
        if (reader.NextMessagePackType == MessagePackType.String)
        {
            var name = reader.ReadStringSpan();
            writer.WritePropertyName(name);
            return Utf8.IsValid(name);
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
        if (text is null)
        {
            return false;
        }

        writer.WritePropertyName(text);
        return true;
    }

    private bool WriteValue(ref MessagePackReader reader, Utf8JsonWriter writer)
    {
        Count();
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                writer.WriteNullValue();
                return true;
            case MessagePackType.Boolean:
                writer.WriteBooleanValue(reader.ReadBoolean());
                return true;
            case MessagePackType.Integer:
                WriteInteger(ref reader, writer);
                return true;
            case MessagePackType.Float:
                WriteFloat(reader.ReadDouble(), writer);
                return true;
            case MessagePackType.String:
                var text = reader.ReadStringSpan();
                writer.WriteStringValue(text);
                return Utf8.IsValid(text);
            case MessagePackType.Binary:
                WriteAttachment(reader.ReadBytes(), writer);
                return true;
            case MessagePackType.Array:
                writer.WriteStartArray();
                return Open(reader.ReadArrayHeader(), isMap: false);
            case MessagePackType.Map:
                writer.WriteStartObject();
                return Open(checked(reader.ReadMapHeader() * 2), isMap: true);
            default:
                WriteExtension(ref reader, writer);
                return true;
        }
    }

    private bool Open(int count, bool isMap)
    {
        _open.Push((count, isMap));
        return _open.Count <= maxDepth;
    }

    private static bool IsUnsigned(byte code) => code <= 0x7f || code is >= 0xcc and <= 0xcf;

    private static void WriteInteger(ref MessagePackReader reader, Utf8JsonWriter writer)
    {
        if (IsUnsigned(reader.NextCode))
        {
            writer.WriteNumberValue(reader.ReadUInt64());
        }
        else
        {
            writer.WriteNumberValue(reader.ReadInt64());
        }
    }

    // Numbers that JSON has none of are the strings that its readers know them by.
    private static void WriteFloat(double value, Utf8JsonWriter writer)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    private void WriteAttachment(ReadOnlySequence<byte>? bytes, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("$attachment"u8, _attachments.Count);
        writer.WriteEndObject();
        _attachments.Add(bytes is { IsSingleSegment: true } one ? one.First : bytes?.ToArray());
    }

    // A timestamp is the text that .NET and JavaScript read as one; whatever else there is keeps its number and its bytes.
    private void WriteExtension(ref MessagePackReader reader, Utf8JsonWriter writer)
    {
        const sbyte Timestamp = -1;
        var header = reader.CreatePeekReader().ReadExtensionHeader();
        if (header.TypeCode == Timestamp)
        {
            writer.WriteStringValue(reader.ReadDateTime());
            return;
        }

        var extension = reader.ReadExtension();
        writer.WriteStartObject();
        writer.WriteNumber("type"u8, extension.TypeCode);
        writer.WritePropertyName("data"u8);
        WriteAttachment(extension.Data, writer);
        writer.WriteEndObject();
    }
}
