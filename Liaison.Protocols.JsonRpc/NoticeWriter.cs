using System.Globalization;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>Writes the notifications of the protocol itself, each as a frame.</summary>
internal static class NoticeWriter
{
    public static void WriteProgress(ReadOnlySpan<byte> token, object? value, FrameWriter into, JsonSerializerOptions json)
    {
        into.Append("{\"jsonrpc\":\"2.0\",\"method\":\"$/progress\",\"params\":{\"token\":"u8);
        into.Append(token);
        into.Append(",\"value\":"u8);
        ValueWriter.Write(into, value, json);
        End(into);
    }

    public static void WriteCancel(Cancel cancel, FrameWriter into)
    {
        into.Append("{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":"u8);
        JsonText.WriteId(into, cancel.Id.Json.Span);
        End(into);
    }

    public static void WritePublication(Publication publication, FrameWriter into, JsonSerializerOptions json)
    {
        into.Append("{\"jsonrpc\":\"2.0\",\"method\":\"$/event\",\"params\":{\"topic\":"u8);
        ValueWriter.WriteString(into, publication.Topic, json);
        into.Append(",\"value\":"u8);
        ValueWriter.Write(into, publication.Value, json);
        if (publication.Dropped > 0)
        {
            Span<byte> digits = stackalloc byte[20];
            publication.Dropped.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
            into.Append(",\"dropped\":"u8);
            into.Append(digits[..length]);
        }

        ValueWriter.WriteTrace(into, publication.Trace, json);
        End(into);
    }

    private static void End(FrameWriter into)
    {
        into.Append("}}"u8);
        into.EndFrame(FrameKind.Text);
    }
}
