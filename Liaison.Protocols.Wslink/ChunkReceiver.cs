using System.Globalization;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Receives messages of version 2: it joins the chunks, and converts MessagePack to JSON.</summary>
/// <remarks>
/// The chunks of one message arrive in order, as wslink sends them. Chunks of several messages may be mixed. Buffers grow only with
/// the bytes that have arrived, whatever length a header declares.
/// </remarks>
internal sealed class ChunkReceiver(WslinkOptions options, Conversation conversation, int maxDepth)
{
    private readonly Dictionary<uint, PartialChunks> _inProgress = [];
    private readonly MessagePackToJson _toJson = new(maxDepth);
    private long _held;

    public Received Receive(Frame frame)
    {
        if (frame.Truncated)
        {
            return Received.Refused(PartialMessage.TooLong(default, conversation.IsGreeted));
        }

        if (frame.Kind != FrameKind.Binary || frame.Bytes.Length < ChunkHeader.Length)
        {
            return Received.Refused(Violation.Bad(
                "A chunk is a binary frame: message id, offset and total length, each an unsigned 32-bit number in little-endian order, and then MessagePack."));
        }

        var header = ChunkHeader.Read(frame.Bytes.Span);
        var chunk = frame.Bytes[ChunkHeader.Length..];
        if (header.Total > conversation.MaxMessageBytes)
        {
            Drop(header.Message);
            return Received.Refused(PartialMessage.TooLong(default, conversation.IsGreeted));
        }

        return header.Offset == 0 && chunk.Length == header.Total && !_inProgress.ContainsKey(header.Message)
            ? Read(chunk)
            : Add(header, chunk);
    }

    private Received Add(ChunkHeader header, ReadOnlyMemory<byte> chunk)
    {
        if (!_inProgress.TryGetValue(header.Message, out var partial))
        {
            if (header.Offset != 0)
            {
                return Refuse(header, "the first one does not begin at 0");
            }

            if (_inProgress.Count >= options.MaxMessagesInProgress)
            {
                return Received.Refused(Violation.TooLong(
                    $"{_inProgress.Count} messages are arriving in chunks. Finish some first, or raise MaxMessagesInProgress in WslinkOptions."));
            }

            _inProgress.Add(header.Message, partial = new PartialChunks((int)header.Total));
        }

        if (header.Total != partial.Total)
        {
            return Refuse(header, $"they name two lengths, {partial.Total} and {header.Total}");
        }

        if (header.Offset != partial.Length || chunk.IsEmpty || chunk.Length > partial.Total - partial.Length)
        {
            return Refuse(header, string.Create(CultureInfo.InvariantCulture, $"one begins at {header.Offset}, where {partial.Length} of {partial.Total} bytes have arrived"));
        }

        return Append(header.Message, partial, chunk);
    }

    private Received Append(uint message, PartialChunks partial, ReadOnlyMemory<byte> chunk)
    {
        if (_held + partial.Growth(chunk.Length) > conversation.MaxMessageBytes)
        {
            Drop(message);
            return Received.Refused(Violation.TooLong(
                "The messages that are arriving in chunks hold more than is accepted here. Send one after the other, or raise MaxMessageBytes in WslinkOptions."));
        }

        _held += partial.Append(chunk.Span);
        if (partial.Length < partial.Total)
        {
            return Received.Nothing;
        }

        Drop(message);
        return Read(partial.Whole);
    }

    private Received Read(ReadOnlyMemory<byte> message)
    {
        var problem = _toJson.Read(message, out var json, out var attachments);
        return problem is null ? Received.Message(json, attachments) : Received.Refused(Violation.Bad(problem));
    }

    private Received Refuse(ChunkHeader header, string what)
    {
        Drop(header.Message);
        return Received.Refused(Violation.Bad($"The chunks of a message come in order and once each, without gaps: {what}."));
    }

    private void Drop(uint message)
    {
        if (_inProgress.Remove(message, out var dropped))
        {
            _held -= dropped.Capacity;
        }
    }
}
