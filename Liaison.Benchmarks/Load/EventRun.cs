using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>Events at an even rate to many subscribers: what it costs the server, and that each of them gets every one.</summary>
internal sealed class EventRun(LoadOptions options, Scoreboard board)
{
    public const string Scenario = "events";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _event = WebSocketFrame.FromServer(Reading.SampleEvent);
    private readonly byte[] _buffer = new byte[64 * 1024];

    public void Run()
    {
        Progress.Tell($"{Scenario}: {options.EventsPerSecond}/s to {options.Subscribers}");
        using var liaison = Start(ServerKind.Liaison, out var subscribers);
        using var bare = Start(ServerKind.Bare, out var connected);
        IEnumerable<(ServerProcess Server, Dictionary<Socket, Link> Links)> contenders = [(liaison, subscribers), (bare, connected)];
        try
        {
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (server, links) in contenders)
                {
                    Measure(server, links);
                }
            }
        }
        finally
        {
            foreach (var link in subscribers.Values.Concat(connected.Values))
            {
                link.Dispose();
            }
        }
    }

    private ServerProcess Start(ServerKind kind, out Dictionary<Socket, Link> links)
    {
        var server = ServerProcess.Start(kind, Transport.WebSocket, core: null);
        links = Enumerable.Range(0, options.Subscribers).Select(_ => server.Connect()).ToDictionary(link => link.Socket!);
        if (kind == ServerKind.Liaison)
        {
            foreach (var link in links.Values)
            {
                Subscribe(link);
            }
        }

        Publish(server, links, (int)(options.WarmUp.TotalSeconds * options.EventsPerSecond));
        return server;
    }

    private void Subscribe(Link link)
    {
        var request = Encoding.ASCII.GetBytes($$"""{"command":{"command":"subscribe","args":["{{Reading.Topic}}"]},"id":1}""");
        byte[] answer = [.. """{"response":true,"tag":"response","evt":"""u8, .. request, (byte)'}'];
        var check = new AnswerCheck(WebSocketFrame.FromServer(answer), WebSocketFrame.FromServer(answer).Length, unwraps: false);
        link.Send(WebSocketFrame.FromClient(request));
        while (check.Answered == 0)
        {
            check.Take(_buffer.AsSpan(0, link.Receive(_buffer)));
        }
    }

    private void Measure(ServerProcess server, Dictionary<Socket, Link> links)
    {
        var count = (int)(options.EventRound.TotalSeconds * options.EventsPerSecond);
        var before = server.Stats();
        var start = Stopwatch.GetTimestamp();
        Publish(server, links, count);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var after = server.Stats();
        board.Add(Scenario, server.Name, Metric.CpuShare, (after.CpuMicroseconds - before.CpuMicroseconds) / 1e3 / elapsed.TotalSeconds);
        board.Add(Scenario, server.Name, Metric.Allocated, (after.AllocatedBytes - before.AllocatedBytes) / (double)count);
        board.Add(Scenario, server.Name, Metric.Serialised, (after.EventsSerialised - before.EventsSerialised) / (double)count);
    }

    // Returns when everybody has got every event.
    private void Publish(ServerProcess server, Dictionary<Socket, Link> links, int count)
    {
        var checks = links.Keys.ToDictionary(socket => socket, _ => new AnswerCheck(_event, _event.Length, unwraps: false));
        var missing = (long)count * links.Count;
        foreach (var link in links.Values)
        {
            // Who only listens is pinged after half a minute, and the ping would come between the events.
            link.Send(WebSocketFrame.Heartbeat);
        }

        server.BeginPublishing(options.EventsPerSecond, count);
        while (missing > 0)
        {
            var waiting = links.Keys.ToList();
            Socket.Select(waiting, null, null, Patience);
            if (waiting.Count == 0)
            {
                throw new LoadFailedException($"{missing} events are missing.");
            }

            foreach (var socket in waiting)
            {
                missing -= checks[socket].Take(_buffer.AsSpan(0, links[socket].Receive(_buffer)));
            }
        }

        server.EndPublishing();
    }
}
