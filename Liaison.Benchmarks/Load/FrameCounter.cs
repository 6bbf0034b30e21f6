namespace Liaison.Benchmarks.Load;

/// <summary>Counts the WebSocket frames of a server, without looking at what is in them.</summary>
internal sealed class FrameCounter
{
    private readonly byte[] _header = new byte[10];
    private int _headerBytes;
    private long _left;

    /// <summary>How many have come to their end.</summary>
    public int Frames { get; private set; }

    /// <summary>The length of the shortest.</summary>
    public long ShortestBytes { get; private set; } = long.MaxValue;

    public void Take(ReadOnlySpan<byte> received)
    {
        while (!received.IsEmpty)
        {
            if (_left == 0)
            {
                _header[_headerBytes++] = received[0];
                received = received[1..];
                if (WebSocketFrame.TryReadHeader(_header.AsSpan(0, _headerBytes), out _, out _left))
                {
                    ShortestBytes = Math.Min(ShortestBytes, _left);
                    _headerBytes = 0;
                }

                continue;
            }

            var body = (int)Math.Min(_left, received.Length);
            _left -= body;
            Frames += _left == 0 ? 1 : 0;
            received = received[body..];
        }
    }
}
