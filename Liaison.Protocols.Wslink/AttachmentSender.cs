using System.Globalization;
using System.Text;
using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Sends messages of version 1. Each attachment is a text frame with its name and a binary frame with its bytes.</summary>
/// <remarks>The message follows, and contains the names in place of the bytes.</remarks>
internal sealed class AttachmentSender
{
    private long _next;

    /// <summary>The frame to which the message is written, in JSON.</summary>
    public FrameWriter Json { get; } = new();

    /// <summary>Sends the written message. All frames go into one writer, so that nothing comes between them.</summary>
    public void Send(FrameWriter into, List<ReadOnlyMemory<byte>> attachments)
    {
        Json.EndFrame(FrameKind.Text);
        var message = Json.Frames.Span[0].Bytes.Span;
        if (attachments.Count == 0)
        {
            into.Append(message);
            into.EndFrame(FrameKind.Text);
            return;
        }

        var first = _next;
        _next += attachments.Count;
        for (var i = 0; i < attachments.Count; i++)
        {
            into.Append("{\"wslink\":\"1.0\",\"method\":\"wslink.binary.attachment\",\"args\":["u8);
            WriteName(first + i, into);
            into.Append("]}"u8);
            into.EndFrame(FrameKind.Text);
            into.Append(attachments[i].Span);
            into.EndFrame(FrameKind.Binary);
        }

        WriteWithNames(message, attachments.Count, first, into);
        into.EndFrame(FrameKind.Text);
    }

    private static void WriteWithNames(ReadOnlySpan<byte> message, int count, long first, FrameWriter into)
    {
        var reader = new Utf8JsonReader(message, JsonText.OfRead);
        var done = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject && JsonText.TryGetAttachment(reader, count, out var index))
            {
                into.Append(message[done..(int)reader.TokenStartIndex]);
                reader.Skip();
                done = (int)reader.BytesConsumed;
                WriteName(first + index, into);
            }
        }

        into.Append(message[done..]);
    }

    private static void WriteName(long number, FrameWriter into) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"wslink_bin{number}\""), into);
}
