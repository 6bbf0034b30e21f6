using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Liaison.Benchmarks.Load;

namespace Liaison.Benchmarks.Nats;

/// <summary>A nats-server on a free port of this machine. Disposing ends it.</summary>
internal sealed partial class NatsServerProcess : IDisposable
{
    private readonly Process _process;

    private NatsServerProcess(Process process, int port) => (_process, Url) = (process, $"nats://127.0.0.1:{port}");

    public string Url { get; }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <exception cref="LoadFailedException">It is not installed, or does not start.</exception>
    public static NatsServerProcess Start()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "nats-server.exe" : "nats-server"))
            .FirstOrDefault(File.Exists) ?? throw new LoadFailedException("nats-server is not on the PATH. Install it, or name a server by --url nats://host:port.");
        var process = Process.Start(new ProcessStartInfo(program, ["-a", "127.0.0.1", "-p", "-1"]) { RedirectStandardError = true })!;
        var port = 0;
        while (process.StandardError.ReadLine() is { } line)
        {
            if (ListeningLine().Match(line) is { Success: true } listening)
            {
                port = int.Parse(listening.Groups[1].Value, CultureInfo.InvariantCulture);
            }

            if (line.Contains("Server is ready", StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync();
                return new NatsServerProcess(process, port);
            }
        }

        throw new LoadFailedException("nats-server ended before it was ready.");
    }

    public void Dispose()
    {
        using (_process)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    [GeneratedRegex(@"Listening for client connections on [^ ]*:(\d+)")]
    private static partial Regex ListeningLine();
}
