using System.Buffers;
using System.Text.Json;
using Liaison.Messages;
using Nerdbank.MessagePack;

namespace Liaison.Protocols;

/// <summary>
/// Converts one JSON value to MessagePack in two passes, without building a tree. The first pass counts the items of each array and
/// object.
/// </summary>
internal sealed class JsonToMessagePack
{
    private readonly List<int> _counts = [];
    private readonly Stack<int> _open = new();

    /// <summary>Writes the value to the open frame.</summary>
    /// <param name="json">One JSON value, of any depth.</param>
    /// <param name="attachments">The bytes to which <c>{"$attachment": index}</c> refers.</param>
    /// <param name="into">The frame to write to.</param>
    public void Write(ReadOnlySpan<byte> json, List<ReadOnlyMemory<byte>> attachments, FrameWriter into)
    {
        Count(json);
        var reader = new Utf8JsonReader(json, JsonText.OfRead);
        var writer = new MessagePackWriter(into);
        var container = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when attachments.Count > 0 && JsonText.TryGetAttachment(reader, attachments.Count, out var index):
                    container++;
                    reader.Skip();
                    writer.Write(attachments[index].Span);
                    break;
                case JsonTokenType.StartObject:
                    writer.WriteMapHeader(_counts[container++]);
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteArrayHeader(_counts[container++]);
                    break;
                default:
                    WriteScalar(ref reader, ref writer);
                    break;
            }
        }

        writer.Flush();
        _counts.Clear();
    }

    private void Count(ReadOnlySpan<byte> json)
    {
        _counts.Clear();
        _open.Clear();
        var reader = new Utf8JsonReader(json, JsonText.OfRead);
        var isObject = false;
        var current = -1;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    // The lowest bit says whether the outer container is an object or an array.
                    var outer = _open.Pop();
                    (current, isObject) = (outer >> 1, (outer & 1) != 0);
                    break;
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    CountItem(current, isObject);
                    _open.Push((current << 1) | (isObject ? 1 : 0));
                    (current, isObject) = (_counts.Count, reader.TokenType == JsonTokenType.StartObject);
                    _counts.Add(0);
                    break;
                case JsonTokenType.PropertyName:
                    _counts[current]++;
                    break;
                default:
                    CountItem(current, isObject);
                    break;
            }
        }
    }

    // The members of an object are counted by their names.
    private void CountItem(int container, bool isObject)
    {
        if (container >= 0 && !isObject)
        {
            _counts[container]++;
        }
    }

    private static void WriteScalar(ref Utf8JsonReader reader, ref MessagePackWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName or JsonTokenType.String:
                WriteText(ref reader, ref writer);
                break;
            case JsonTokenType.Number:
                WriteNumber(ref reader, ref writer);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.Write(reader.TokenType == JsonTokenType.True);
                break;
            case JsonTokenType.Null:
                writer.WriteNil();
                break;
        }
    }

    private static void WriteText(ref Utf8JsonReader reader, ref MessagePackWriter writer)
    {
        if (!reader.ValueIsEscaped)
        {
            writer.WriteString(reader.ValueSpan);
            return;
        }

        var unescaped = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            writer.WriteString(unescaped.AsSpan(0, reader.CopyString(unescaped)));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is valid JSON, but not a valid text. It can be in arguments or results that other code has
            // written.
            writer.WriteString("\uFFFD"u8);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unescaped);
        }
    }

    // Integers of 64 bits stay integers, fractions become doubles, and larger numbers become the text of their digits.
    private static void WriteNumber(ref Utf8JsonReader reader, ref MessagePackWriter writer)
    {
        if (reader.TryGetInt64(out var whole))
        {
            writer.Write(whole);
        }
        else if (reader.TryGetUInt64(out var unsigned))
        {
            writer.Write(unsigned);
        }
        else if (reader.ValueSpan.IndexOfAny(".eE"u8) >= 0 && reader.TryGetDouble(out var number) && double.IsFinite(number))
        {
            writer.Write(number);
        }
        else
        {
            writer.WriteString(reader.ValueSpan);
        }
    }
}
