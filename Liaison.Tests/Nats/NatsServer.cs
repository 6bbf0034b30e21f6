using System.Diagnostics;
using System.Text.RegularExpressions;
using Liaison.Transports;
using NATS.Client.Core;
using NUnit.Framework;

namespace Liaison.Tests.Nats;

/// <summary>A real nats-server, with JetStream, on a free port of this machine. Disposing ends it.</summary>
internal sealed partial class NatsServer : IDisposable
{
    private static readonly Lazy<NatsServer> OfAll = new(Start);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("liaison-nats-");
    private Process? _process;
    private int _port = -1;

    private NatsServer()
    {
    }

    /// <summary>Whether the server that tests share was started.</summary>
    public static bool IsShared => OfAll.IsValueCreated;

    public string Url => $"nats://127.0.0.1:{_port}";

    /// <summary>The server that tests share, who each have subjects of their own. Without nats-server on this machine the test is skipped.</summary>
    public static NatsServer Shared()
    {
        SkipWithoutServer();
        return OfAll.Value;
    }

    public static NatsServer Start()
    {
        SkipWithoutServer();
        var server = new NatsServer();
        server.Run();
        return server;
    }

    /// <summary>Options with a subject that nobody else uses.</summary>
    public NatsOptions Options(string? subject = null) => new()
    {
        Connection = NatsOpts.Default with
        {
            Url = Url,
            ReconnectWaitMin = TimeSpan.FromMilliseconds(50),
            ReconnectWaitMax = TimeSpan.FromMilliseconds(200),
        },
        Subject = subject ?? $"test-{Guid.NewGuid():N}",
        DrainTimeout = TimeSpan.Zero,
    };

    /// <summary>Ends the server at once, as a lost machine does.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Lets the server take nothing more, though its connections stay open, as a machine that is overloaded does.</summary>
    public void Pause()
    {
        using var kill = Process.Start("kill", ["-STOP", $"{_process!.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Starts the server again at the same port, with what its JetStream has stored.</summary>
    public void Restart()
    {
        Kill();
        Run();
    }

    public void Dispose()
    {
        Kill();
        _folder.Delete(recursive: true);
    }

    private static string? FindProgram() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "nats-server.exe" : "nats-server"))
        .FirstOrDefault(File.Exists);

    private static void SkipWithoutServer()
    {
        if (FindProgram() is null)
        {
            Assert.Ignore("nats-server is not installed (Debian's package nats-server), so nothing runs over NATS here.");
        }
    }

    private void Run()
    {
        var start = new ProcessStartInfo(FindProgram()!) { RedirectStandardError = true };
        foreach (var argument in new[] { "-a", "127.0.0.1", "-p", $"{_port}", "-js", "-sd", _folder.FullName })
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        var log = new List<string>();
        while (_process.StandardError.ReadLine() is { } line)
        {
            log.Add(line);
            if (ListeningLine().Match(line) is { Success: true } listening)
            {
                _port = int.Parse(listening.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
            }

            if (line.Contains("Server is ready", StringComparison.Ordinal))
            {
                _ = _process.StandardError.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("nats-server ended: " + string.Join('\n', log));
    }

    [GeneratedRegex(@"Listening for client connections on [^ ]*:(\d+)")]
    private static partial Regex ListeningLine();
}
