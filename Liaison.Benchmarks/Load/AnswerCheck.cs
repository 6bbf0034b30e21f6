using System.Text;

namespace Liaison.Benchmarks.Load;

/// <summary>Compares what one connection receives with what it has to, byte by byte.</summary>
/// <param name="answers">What has to come, one answer behind the other; after the last comes the first.</param>
/// <param name="answerBytes">How long each is.</param>
/// <param name="unwraps">Whether the answers come in WebSocket frames that are not among their bytes.</param>
internal sealed class AnswerCheck(ReadOnlyMemory<byte> answers, int answerBytes, bool unwraps)
{
    private const int Excerpt = 120;

    private readonly byte[] _header = new byte[10];
    private int _position;
    private int _ofAnswer;
    private int _headerBytes;
    private long _bodyLeft;

    /// <summary>How many answers have been received to the end.</summary>
    public long Answered { get; private set; }

    /// <summary>Takes what was received, and tells how many answers it ended.</summary>
    /// <exception cref="LoadFailedException">It is not what has to come.</exception>
    public int Take(ReadOnlySpan<byte> received)
    {
        var before = Answered;
        if (unwraps)
        {
            Unwrap(received);
        }
        else
        {
            Compare(received);
        }

        return (int)(Answered - before);
    }

    private void Unwrap(ReadOnlySpan<byte> received)
    {
        while (!received.IsEmpty)
        {
            if (_bodyLeft == 0)
            {
                // A header may be cut anywhere.
                _header[_headerBytes++] = received[0];
                received = received[1..];
                if (WebSocketFrame.TryReadHeader(_header.AsSpan(0, _headerBytes), out _, out _bodyLeft))
                {
                    _headerBytes = 0;
                }

                continue;
            }

            var body = received[..(int)Math.Min(_bodyLeft, received.Length)];
            Compare(body);
            received = received[body.Length..];
            _bodyLeft -= body.Length;
        }
    }

    private void Compare(ReadOnlySpan<byte> received)
    {
        _ofAnswer += received.Length;
        Answered += _ofAnswer / answerBytes;
        _ofAnswer %= answerBytes;
        while (!received.IsEmpty)
        {
            var expected = answers.Span[_position..];
            var length = Math.Min(expected.Length, received.Length);
            if (!received[..length].SequenceEqual(expected[..length]))
            {
                throw Wrong(received[..length], expected[..length]);
            }

            _position = (_position + length) % answers.Length;
            received = received[length..];
        }
    }

    private static LoadFailedException Wrong(ReadOnlySpan<byte> received, ReadOnlySpan<byte> expected)
    {
        var same = received.CommonPrefixLength(expected);
        return new LoadFailedException($"The answer is wrong: '{Text(received, same)}' instead of '{Text(expected, same)}'.");
    }

    private static string Text(ReadOnlySpan<byte> bytes, int at)
    {
        var from = Math.Max(0, at - (Excerpt / 2));
        return Encoding.Latin1.GetString(bytes.Slice(from, Math.Min(Excerpt, bytes.Length - from)));
    }
}
