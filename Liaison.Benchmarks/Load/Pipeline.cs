using System.Diagnostics;

namespace Liaison.Benchmarks.Load;

/// <summary>One connection, so many requests in flight: for each answer that comes another request goes.</summary>
internal sealed class Pipeline(Link link, Conversation conversation, int window) : Traffic
{
    private const int BufferBytes = 64 * 1024;

    public override TrafficResult Run(TimeSpan duration)
    {
        var check = conversation.Check();
        var buffer = new byte[BufferBytes];
        var start = Stopwatch.GetTimestamp();
        long sent = window;
        link.Send(conversation.Requests(0, window));
        while (check.Answered < sent)
        {
            var answers = check.Take(buffer.AsSpan(0, link.Receive(buffer)));
            if (answers > 0 && Stopwatch.GetElapsedTime(start) < duration)
            {
                link.Send(conversation.Requests(sent, answers));
                sent += answers;
            }
        }

        return new TrafficResult(sent, Stopwatch.GetElapsedTime(start));
    }
}
