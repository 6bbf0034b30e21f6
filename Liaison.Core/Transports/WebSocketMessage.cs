using System.Net.WebSockets;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>
/// The message that is being received: collects what a WebSocket gives of it, and gives it in an array of exactly its size that
/// belongs to whoever takes it.
/// </summary>
/// <param name="maxBytes">The largest message that is given whole.</param>
/// <param name="admission">What the peer still has to prove; null where there is nothing.</param>
/// <param name="maxUnprovedBytes">The largest message that is given whole until the peer has proved itself.</param>
internal sealed class WebSocketMessage(int maxBytes, Admission? admission, int maxUnprovedBytes)
{
    private readonly SegmentedBuffer _bytes = new();

    /// <summary>Room for more of the message, never empty.</summary>
    public Memory<byte> Room() => _bytes.GetMemory();

    /// <summary>Holds no buffer until there is need for <see cref="Room"/>. Only between messages.</summary>
    public void Release() => _bytes.Return();

    /// <summary>The message, truncated where it is larger than the limit, if what was received into the room completes it; else null.</summary>
    public Frame? Add(ValueWebSocketReceiveResult received)
    {
        _bytes.Advance(received.Count);
        var max = admission is { IsProved: false } ? Math.Min(maxUnprovedBytes, maxBytes) : maxBytes;
        var isTruncated = _bytes.Length > max;
        if (!received.EndOfMessage && !isTruncated)
        {
            return null;
        }

        var kind = received.MessageType == WebSocketMessageType.Text ? FrameKind.Text : FrameKind.Binary;
        return new Frame(kind, _bytes.Take((int)Math.Min(_bytes.Length, max))) { Truncated = isTruncated };
    }
}
