using System.Diagnostics;
using System.Net.Sockets;

namespace Liaison.Benchmarks.Load;

/// <summary>Many connections, so many requests in flight on each, and one thread that serves whoever has been answered.</summary>
internal sealed class Crowd(IReadOnlyList<Link> links, Conversation conversation, int window) : Traffic
{
    private const int BufferBytes = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public override TrafficResult Run(TimeSpan duration)
    {
        var seats = links.ToDictionary(link => link.Socket!, link => new Seat(link, conversation.Check()));
        var buffer = new byte[BufferBytes];
        var waiting = new List<Socket>(links.Count);
        var start = Stopwatch.GetTimestamp();
        long asked = 0;
        long answered = 0;
        foreach (var seat in seats.Values)
        {
            Ask(seat, window);
        }

        while (answered < asked)
        {
            waiting.Clear();
            waiting.AddRange(seats.Keys);
            Socket.Select(waiting, null, null, Patience);
            if (waiting.Count == 0)
            {
                throw new LoadFailedException($"{asked - answered} answers are missing.");
            }

            var goesOn = Stopwatch.GetElapsedTime(start) < duration;
            foreach (var socket in waiting)
            {
                var seat = seats[socket];
                var answers = seat.Check.Take(buffer.AsSpan(0, seat.Link.Receive(buffer)));
                answered += answers;
                if (goesOn && answers > 0)
                {
                    Ask(seat, answers);
                }
            }
        }

        return new TrafficResult(answered, Stopwatch.GetElapsedTime(start));

        void Ask(Seat seat, int count)
        {
            seat.Link.Send(conversation.Requests(seat.Asked, count));
            seat.Asked += count;
            asked += count;
        }
    }

    public override void Dispose()
    {
        foreach (var link in links)
        {
            link.Dispose();
        }

        base.Dispose();
    }

    private sealed class Seat(Link link, AnswerCheck check)
    {
        public Link Link { get; } = link;

        public AnswerCheck Check { get; } = check;

        public long Asked { get; set; }
    }
}
