using System.Diagnostics;

namespace Liaison.Benchmarks.Load;

/// <summary>One connection, one request in flight: how long an answer takes.</summary>
internal sealed class PingPong(Link link, Conversation conversation) : Traffic
{
    private const int BufferBytes = 64 * 1024;
    private const int Capacity = 1 << 18;

    public override TrafficResult Run(TimeSpan duration)
    {
        var check = conversation.Check();
        var buffer = new byte[BufferBytes];
        var latencies = new List<long>(Capacity);
        var start = Stopwatch.GetTimestamp();
        var sent = start;
        do
        {
            link.Send(conversation.Requests(latencies.Count, 1));
            while (check.Answered == latencies.Count)
            {
                check.Take(buffer.AsSpan(0, link.Receive(buffer)));
            }

            var answered = Stopwatch.GetTimestamp();
            latencies.Add(answered - sent);
            sent = answered;
        }
        while (Stopwatch.GetElapsedTime(start, sent) < duration);

        latencies.Sort();
        return new TrafficResult(latencies.Count, Stopwatch.GetElapsedTime(start, sent)) { Latencies = latencies };
    }
}
