using System.Net.WebSockets;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Collects the message that is being received, and returns it in memory of its own, which the caller owns.</summary>
/// <param name="maxBytes">The largest message that is returned whole.</param>
/// <param name="admission">The authentication that the peer must still pass; null for none.</param>
/// <param name="maxUnprovedBytes">The largest message that is returned whole before the peer is authenticated.</param>
internal sealed class WebSocketMessage(int maxBytes, Admission? admission, int maxUnprovedBytes)
{
    private readonly SegmentedBuffer _bytes = new();

    /// <summary>Room for more of the message; never empty.</summary>
    public Memory<byte> Room() => _bytes.GetMemory();

    /// <summary>Returns all buffers until the next call of <see cref="Room"/>. Call it only between messages.</summary>
    public void Release() => _bytes.Return();

    /// <summary>The memory of the message that was returned last may be used again: nobody reads it any more.</summary>
    public void Recycle(Frame frame) => _bytes.Recycle(frame.Bytes);

    /// <summary>
    /// Adds received bytes. Returns the message once it is complete, truncated if it is larger than the limit; otherwise null.
    /// </summary>
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
