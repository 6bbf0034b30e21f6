using System.Diagnostics;
using System.Text;
using Liaison.Benchmarks.Servers;
using Liaison.Hosting;

namespace Liaison.Benchmarks.Load;

/// <summary>How long it takes from the start of a process until it says that peers can connect.</summary>
internal sealed class StartRun(LoadOptions options, Scoreboard board)
{
    public const string Scenario = "start";

    /// <summary>What the results call the ASP.NET Core application that the tool is compared with.</summary>
    public const string Minimal = "minimal kestrel";

    public void Run()
    {
        Progress.Tell(Scenario);

        if (!options.IsQuick)
        {
            // Whoever reads the files first reads them from the disk.
            _ = (TimeTool(), TimeMinimal());
        }

        for (var round = 0; round < options.Starts; round++)
        {
            board.Add(Scenario, ServerProcess.NameOf(ServerKind.Liaison), Metric.Start, TimeTool());
            board.Add(Scenario, Minimal, Metric.Start, TimeMinimal());
        }
    }

    private static double TimeTool() => Time(Executable.Tool("websocket", "127.0.0.1:0", "--no-token"), LifecycleMarkers.Start + "@");

    private static double TimeMinimal() => Time(Executable.This("serve", "minimal"), MinimalServer.Marker);

    private static double Time(ProcessStartInfo start, string marker)
    {
        start.RedirectStandardOutput = true;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start.");
        try
        {
            var read = new StringBuilder();
            var buffer = new byte[1024];
            do
            {
                var count = process.StandardOutput.BaseStream.Read(buffer);
                if (count == 0)
                {
                    throw new LoadFailedException($"{start.FileName} ended without its marker: {read}");
                }

                read.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }
            while (!read.ToString().Contains(marker, StringComparison.Ordinal));
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
