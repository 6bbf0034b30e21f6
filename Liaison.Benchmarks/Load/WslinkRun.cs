using System.Diagnostics;
using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>wslink 2.x against the liaison protocol of the same host, and published pictures against a bare server's.</summary>
internal sealed class WslinkRun(LoadOptions options, Scoreboard board)
{
    public const string Pipelined = "wslink/pipelined/1";
    public const string Pictures = "wslink/pictures/1024K";
    public const string Wslink = "wslink";

    private const double BytesPerMegabyte = 1e6;
    private const int PicturesInQuickRound = 8;
    private const int PicturesInRound = 200;

    public void Run()
    {
        MeasureCalls();
        MeasurePictures();
    }

    private void MeasureCalls()
    {
        Progress.Tell(Pipelined);
        using var server = ServerProcess.Start(ServerKind.Liaison, Transport.WebSocket, core: null);
        var scenario = Scenario.Pipelined("wslink", Transport.WebSocket, options.Window);
        using var own = scenario.Open(server);
        using var link = server.Connect();
        using var wslink = new WslinkTraffic(link, options.Window);
        own.Run(options.WarmUp);
        wslink.Run(options.WarmUp);
        for (var round = 0; round < options.Rounds; round++)
        {
            Add(ServerProcess.NameOf(ServerKind.Liaison), own);
            Add(Wslink, wslink);
        }

        void Add(string name, Traffic traffic)
        {
            var before = server.Stats().AllocatedBytes;
            var result = traffic.Run(options.Round);
            board.Add(Pipelined, name, Metric.Rate, result.Commands / result.Elapsed.TotalSeconds);
            board.Add(Pipelined, name, Metric.Allocated, (server.Stats().AllocatedBytes - before) / (double)result.Commands);
        }
    }

    private void MeasurePictures()
    {
        Progress.Tell(Pictures);
        using var liaison = ServerProcess.Start(ServerKind.Liaison, Transport.WebSocket, core: null);
        using var bare = ServerProcess.Start(ServerKind.Bare, Transport.WebSocket, core: null);
        using var subscriber = liaison.Connect();
        using var connected = bare.Connect();
        WslinkTraffic.Greet(subscriber);
        for (var round = -1; round < options.Rounds; round++)
        {
            var ours = Receive(liaison, subscriber);
            var theirs = Receive(bare, connected);
            if (round >= 0)
            {
                board.Add(Pictures, Wslink, Metric.Throughput, ours);
                board.Add(Pictures, bare.Name, Metric.Throughput, theirs);
            }
        }
    }

    // Megabytes of pictures in each second.
    private double Receive(ServerProcess server, Link link)
    {
        var count = options.IsQuick ? PicturesInQuickRound : PicturesInRound;
        var buffer = new byte[256 * 1024];
        var start = Stopwatch.GetTimestamp();
        server.BeginPublishingPictures(count);
        var counter = new FrameCounter();
        while (counter.Frames < count)
        {
            counter.Take(buffer.AsSpan(0, link.Receive(buffer)));
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        server.EndPublishing();
        if (counter.ShortestBytes < Picture.Bytes)
        {
            throw new LoadFailedException($"A picture has {counter.ShortestBytes} bytes, and should have {Picture.Bytes} at least.");
        }

        return count * (double)Picture.Bytes / BytesPerMegabyte / elapsed.TotalSeconds;
    }
}
