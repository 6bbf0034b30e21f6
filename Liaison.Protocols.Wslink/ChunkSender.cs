using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Liaison.Messages;
using Nerdbank.MessagePack;

namespace Liaison.Protocols;

/// <summary>Sends messages of version 2: turns JSON into MessagePack, and cuts what is too long for one chunk.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A codec has no end of its own; its buffers are left to the garbage collector with it.")]
internal sealed class ChunkSender(Conversation conversation)
{
    private const int KeepBytes = 64 * 1024;

    // What stands around an answer's id and result.
    private const int Envelope = 32;

    private readonly JsonToMessagePack _toMessagePack = new();
    private readonly FrameWriter _long = new();
    // Never twice the same among those that are on their way: clients put the chunks of one message together by it.
    private uint _message = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));

    /// <summary>Where the message is to be written, in JSON.</summary>
    public FrameWriter Json { get; } = new();

    /// <summary>Sends what was written.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="attachments">What <c>{"$attachment": index}</c> in it stands for.</param>
    /// <param name="answered">
    /// The id of the call whose result alone was written, in UTF-8; empty where a whole message was. It saves answers, the most frequent
    /// message, the way through JSON.
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
            // All of the room at once: a writer that grows copies what it holds.
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

    // A number of three characters with its comma can take nine bytes, and nothing else takes more than it does in JSON but for a header.
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
