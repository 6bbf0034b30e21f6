using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Liaison.Benchmarks.Load;

/// <summary>
/// One connection of wslink 2.x, so many requests in flight. Every answer is compared with what has to come, but for the id of its chunk, which
/// the server chooses.
/// </summary>
internal sealed class WslinkTraffic : Traffic
{
    private const int Count = 1_024;
    private const int FirstId = 10_000_000;
    private const int HeaderBytes = 12;
    private const int ChunkIdBytes = 4;

    private readonly Link _link;
    private readonly int _window;
    private readonly byte[] _requests;
    private readonly byte[] _answers;
    private readonly int _requestBytes;
    private readonly int _answerBytes;
    private readonly int _frameHeaderBytes;
    private readonly byte[] _buffer = new byte[128 * 1024];
    private int _kept;

    /// <param name="link">A connection on which nothing was sent. The hello is sent on it.</param>
    /// <param name="window">How many requests are in flight.</param>
    public WslinkTraffic(Link link, int window)
    {
        (_link, _window) = (link, window);
        Greet(link);
        var requests = Enumerable.Range(0, Count).Select(i => WebSocketFrame.FromClient(Chunk(Request(i)), isBinary: true)).ToList();
        var answers = Enumerable.Range(0, Count).Select(i => WebSocketFrame.FromServer(Chunk(Answer(i)), isBinary: true)).ToList();
        (_requestBytes, _answerBytes) = (requests[0].Length, answers[0].Length);
        _frameHeaderBytes = _answerBytes - HeaderBytes - Answer(0).Length;
        _requests = [.. Enumerable.Range(0, Count + window).SelectMany(i => requests[i % Count])];
        _answers = [.. answers.SelectMany(answer => answer)];
    }

    /// <summary>Says hello to a server that takes any secret, and waits for its answer.</summary>
    public static void Greet(Link link)
    {
        byte[] hello = [0x84, .. Text("wslink"), .. Text("1.0"), .. Text("id"), .. Text("system:c0:0"), .. Text("method"), .. Text("wslink.hello"), .. Text("args"), 0x91, 0x81, .. Text("secret"), .. Text("any")];
        link.Send(WebSocketFrame.FromClient(Chunk(hello), isBinary: true));
        var buffer = new byte[1_024];
        var received = 0;
        int headerBytes;
        long bodyBytes;
        do
        {
            received += link.Receive(buffer.AsSpan(received));
        }
        while (!WebSocketFrame.TryReadHeader(buffer.AsSpan(0, received), out headerBytes, out bodyBytes) || received < headerBytes + bodyBytes);
    }

    public override TrafficResult Run(TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        long sent = _window;
        long answered = 0;
        _link.Send(_requests.AsSpan(0, _window * _requestBytes));
        while (answered < sent)
        {
            var answers = Take(answered);
            answered += answers;
            if (answers > 0 && Stopwatch.GetElapsedTime(start) < duration)
            {
                var count = Math.Min(answers, _window);
                _link.Send(_requests.AsSpan((int)(sent % Count) * _requestBytes, count * _requestBytes));
                sent += count;
            }
        }

        return new TrafficResult(sent, Stopwatch.GetElapsedTime(start));
    }

    private int Take(long answered)
    {
        _kept += _link.Receive(_buffer.AsSpan(_kept));
        var whole = _kept / _answerBytes;
        for (var i = 0; i < whole; i++)
        {
            Compare(_buffer.AsSpan(i * _answerBytes, _answerBytes), _answers.AsSpan((int)((answered + i) % Count) * _answerBytes, _answerBytes));
        }

        _buffer.AsSpan(whole * _answerBytes, _kept - (whole * _answerBytes)).CopyTo(_buffer);
        _kept -= whole * _answerBytes;
        return whole;
    }

    private void Compare(ReadOnlySpan<byte> received, ReadOnlySpan<byte> expected)
    {
        var behind = _frameHeaderBytes + ChunkIdBytes;
        if (!received[.._frameHeaderBytes].SequenceEqual(expected[.._frameHeaderBytes]) || !received[behind..].SequenceEqual(expected[behind..]))
        {
            throw new LoadFailedException($"The answer is wrong: {Convert.ToHexString(received)} instead of {Convert.ToHexString(expected)}.");
        }
    }

    private static byte[] Chunk(byte[] message)
    {
        var chunk = new byte[HeaderBytes + message.Length];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(8), message.Length);
        message.CopyTo(chunk.AsSpan(HeaderBytes));
        return chunk;
    }

    private static string Id(int number) => FormattableString.Invariant($"rpc:c0:{FirstId + number}");

    private static byte[] Request(int number) =>
    [
        0x85, .. Text("wslink"), .. Text("1.0"), .. Text("id"), .. Text(Id(number)), .. Text("method"), .. Text("run"),
        .. Text("args"), 0x92, .. Text("System.Math:Sqrt"), 0x02, .. Text("kwargs"), 0x80,
    ];

    private static byte[] Answer(int number)
    {
        var root = new byte[9];
        root[0] = 0xcb;
        BinaryPrimitives.WriteDoubleBigEndian(root.AsSpan(1), Math.Sqrt(2));
        return [0x83, .. Text("wslink"), .. Text("1.0"), .. Text("id"), .. Text(Id(number)), .. Text("result"), .. root];
    }

    private static byte[] Text(string text) => [(byte)(0xa0 | text.Length), .. Encoding.ASCII.GetBytes(text)];
}
