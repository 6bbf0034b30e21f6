using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Liaison.Messages;
using Nerdbank.MessagePack;

namespace Liaison.Protocols;

/// <summary>Sends messages of version 2: it converts JSON to MessagePack, and splits messages that exceed one chunk.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A codec has no end of its own; its buffers are left to the garbage collector with it.")]
internal sealed class ChunkSender(Conversation conversation)
{
    private const int KeepBytes = 64 * 1024;

    // The size of the parts around an answer's id and result.
    private const int Envelope = 32;

    private readonly JsonToMessagePack _toMessagePack = new();
    private readonly FrameWriter _long = new();
    // Unique among the messages in transit, because clients join the chunks of a message by it.
    private uint _message = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));

    /// <summary>The frame to which the message is written, in JSON.</summary>
    public FrameWriter Json { get; } = new();

    /// <summary>Sends the written message.</summary>
    /// <param name="into">The frames to write to.</param>
    /// <param name="attachments">The bytes to which <c>{"$attachment": index}</c> refers.</param>
    /// <param name="answered">
    /// The id of the call, in UTF-8, if only its result was written; empty if a whole message was written. Answers are the most
    /// frequent messages, so this saves their conversion through JSON.
    /// </param>
    public void Send(FrameWriter into, List<ReadOnlyMemory<byte>> attachments, ReadOnlySpan<byte> answered = default)
    {
        Json.EndFrame(FrameKind.Text);
        var json = Json.Frames.Span[0].Bytes.Span;
        _message++;
        var room = conversation.MaxChunkBytes - ChunkHeader.Length;
        var most = MostBytes(json.Length + Envelope + answered.Length, attachments);
        if (most <= room)
        {
            // Requests all the space at once: a writer that grows copies its content.
            into.GetSpan((int)most + ChunkHeader.Length);
            into.Advance(ChunkHeader.Length);
            WriteEnvelope(answered, into);
            _toMessagePack.Write(json, attachments, into);
            End(into, 0, into.Length - ChunkHeader.Length);
            return;
        }

        try
        {
            WriteEnvelope(answered, _long);
            _toMessagePack.Write(json, attachments, _long);
            _long.EndFrame(FrameKind.Binary);
            Cut(_long.Frames.Span[0].Bytes.Span, room, into);
        }
        finally
        {
            _long.Clear(KeepBytes);
        }
    }

    // A number of three characters with its comma can take nine bytes. Everything else takes at most as much as in JSON, plus a header.
    private static long MostBytes(int json, List<ReadOnlyMemory<byte>> attachments)
    {
        var most = json * 3L;
        foreach (var attachment in attachments)
        {
            most += attachment.Length;
        }

        return most;
    }

    private static void WriteEnvelope(ReadOnlySpan<byte> answered, FrameWriter into)
    {
        if (answered.IsEmpty)
        {
            return;
        }

        var writer = new MessagePackWriter(into);
        writer.WriteMapHeader(3);
        writer.WriteString("wslink"u8);
        writer.WriteString("1.0"u8);
        writer.WriteString("id"u8);
        writer.WriteString(answered);
        writer.WriteString("result"u8);
        writer.Flush();
    }

    private void Cut(ReadOnlySpan<byte> message, int room, FrameWriter into)
    {
        for (var offset = 0; offset < message.Length; offset += room)
        {
            var chunk = message[offset..Math.Min(offset + room, message.Length)];
            into.GetSpan(ChunkHeader.Length);
            into.Advance(ChunkHeader.Length);
            into.Append(chunk);
            End(into, offset, message.Length);
        }
    }

    private void End(FrameWriter into, int offset, int total)
    {
        Span<byte> header = stackalloc byte[ChunkHeader.Length];
        new ChunkHeader(_message, (uint)offset, (uint)total).Write(header);
        into.Overwrite(0, header);
        into.EndFrame(FrameKind.Binary);
    }
}
