using System.Diagnostics;

namespace Liaison.Benchmarks.Load;

/// <summary>
/// One connection, so many large requests in flight. They are sent by a thread of its own: no buffer holds them, so that who sends has to
/// be read from, and who answers too.
/// </summary>
internal sealed class PayloadPipeline(Link link, Conversation conversation, int window) : Traffic
{
    private const int BufferBytes = 256 * 1024;

    public override TrafficResult Run(TimeSpan duration)
    {
        var wanted = new SemaphoreSlim(window);
        long asked = window;
        var ended = false;
        var sender = new Thread(() => Send(wanted, () => Volatile.Read(ref ended))) { Name = "sender", IsBackground = true };
        var check = conversation.Check();
        var buffer = new byte[BufferBytes];
        var start = Stopwatch.GetTimestamp();
        sender.Start();
        while (check.Answered < asked)
        {
            var answers = check.Take(buffer.AsSpan(0, link.Receive(buffer)));
            if (answers > 0 && Stopwatch.GetElapsedTime(start) < duration)
            {
                asked += answers;
                wanted.Release(answers);
            }
        }

        // Where this is not reached the run is over, and the sender goes with its process: nothing else could wake it out of a full pipe.
        var elapsed = Stopwatch.GetElapsedTime(start);
        Volatile.Write(ref ended, true);
        wanted.Release();
        sender.Join();
        return new TrafficResult(asked, elapsed);
    }

    private void Send(SemaphoreSlim wanted, Func<bool> ended)
    {
        try
        {
            for (var sent = 0L; ; sent++)
            {
                wanted.Wait();
                if (ended())
                {
                    return;
                }

                link.Send(conversation.Requests(sent, 1));
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The receiver finds the same, and tells.
            link.Dispose();
        }
    }
}
