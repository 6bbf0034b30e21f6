using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>
/// The messages of streams as JSON (docs/protocols/liaison.md). <c>{"chunk": {...}}</c> is for connections that carry only text;
/// <c>{"credit": {...}}</c> for those too, and for the credit of a call's items on all connections.
/// </summary>
internal static class LiaisonStreamText
{
    public static void Write(Chunk chunk, FrameWriter into, JsonSerializerOptions json)
    {
        into.Append("{\"chunk\":{\"stream\":"u8);
        WriteNumber(chunk.Stream, into);
        if (chunk.Failure is { } failure)
        {
            into.Append(",\"error\":"u8);
            ValueWriter.WriteString(into, failure, json);
        }
        else
        {
            into.Append(",\"bytes\":\""u8);
            Base64.EncodeToUtf8(chunk.Bytes.Span, into.GetSpan(Base64.GetMaxEncodedToUtf8Length(chunk.Bytes.Length)), out _, out var written);
            into.Advance(written);
            into.Append(chunk.IsLast ? "\",\"last\":true"u8 : "\""u8);
        }

        into.Append("}}"u8);
        into.EndFrame(FrameKind.Text);
    }

    public static void Write(Credit credit, FrameWriter into)
    {
        if (credit.Call.IsNone)
        {
            into.Append("{\"credit\":{\"stream\":"u8);
            WriteNumber(credit.Stream, into);
            into.Append(",\"bytes\":"u8);
        }
        else
        {
            into.Append("{\"credit\":{\"call\":"u8);
            into.Append(credit.Call.Json.Span);
            into.Append(",\"items\":"u8);
        }

        WriteNumber(credit.Amount, into);
        into.Append("}}"u8);
        into.EndFrame(FrameKind.Text);
    }

    /// <summary>Reads the value of the member <c>chunk</c>; null if it is not valid.</summary>
    public static Chunk? ReadChunk(ReadOnlyMemory<byte> json)
    {
        var members = Read(json);
        if (members.Stream <= 0)
        {
            return null;
        }

        return members.Failure is { } failure ? new Chunk(members.Stream, default) { Failure = failure }
            : members.Bytes is { } bytes ? new Chunk(members.Stream, bytes) { IsLast = members.IsLast }
            : null;
    }

    /// <summary>Reads the value of the member <c>credit</c>; null if it is not valid.</summary>
    public static Credit? ReadCredit(ReadOnlyMemory<byte> json)
    {
        var members = Read(json);
        return members.Amount is not { } amount ? null
            : !members.Call.IsEmpty ? new Credit(0, amount) { Call = CallId.FromJson(members.Call) }
            : members.Stream > 0 ? new Credit(members.Stream, amount)
            : null;
    }

    private static void WriteNumber(long number, FrameWriter into)
    {
        const int Longest = 20;
        number.TryFormat(into.GetSpan(Longest), out var written, default, CultureInfo.InvariantCulture);
        into.Advance(written);
    }

    private static Members Read(ReadOnlyMemory<byte> json)
    {
        var members = default(Members);
        var reader = new Utf8JsonReader(json.Span, ArgumentScanner.OfScanned);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return members;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, json, ref members);
            reader.Skip();
        }

        return members;
    }

    private static void ReadMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, ref Members members)
    {
        if (reader.ValueTextEquals("stream"u8))
        {
            members.Stream = ReadNumber(ref reader) ?? 0;
        }
        else if (reader.ValueTextEquals("bytes"u8))
        {
            reader.Read();
            members.Bytes = reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes) ? bytes : null;
            members.Amount = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var amount) ? amount : null;
        }
        else if (reader.ValueTextEquals("items"u8))
        {
            members.Amount = ReadNumber(ref reader);
        }
        else if (reader.ValueTextEquals("last"u8))
        {
            reader.Read();
            members.IsLast = reader.TokenType == JsonTokenType.True;
        }
        else if (reader.ValueTextEquals("error"u8))
        {
            reader.Read();
            members.Failure = reader.TokenType == JsonTokenType.String ? reader.Text() : null;
        }
        else if (reader.ValueTextEquals("call"u8))
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            members.Call = json[start..(int)reader.BytesConsumed];
        }
        else
        {
            reader.Read();
        }
    }

    private static long? ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : null;
    }

    private struct Members
    {
        public long Stream;
        public long? Amount;
        public byte[]? Bytes;
        public bool IsLast;
        public string? Failure;
        public ReadOnlyMemory<byte> Call;
    }
}
