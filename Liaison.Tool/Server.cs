using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Inspection;
using Liaison.Sessions;
using Liaison.Transports;
using Microsoft.Extensions.Logging;

namespace Liaison.Tool;

/// <summary>Serves a companion at one endpoint, until the process is stopped.</summary>
internal sealed class Server(ServeSettings settings, ILoggerFactory logs)
{
    private readonly ILogger _logger = logs.CreateLogger("Liaison.Tool");

    /// <summary>Serves until something ends it. Returns the exit code.</summary>
    /// <exception cref="ToolException">The settings cannot be served.</exception>
    public async Task<int> RunAsync(Endpoint endpoint)
    {
        if (settings.Ready == ReadyFormat.Link && endpoint.CreateLink is null)
        {
            throw ToolException.Usage("--ready link prints a link to a page, but no page is served. Serve a folder or the console: liaison websocket <host:port> --static <folder>, or --console.");
        }

        using var parent = settings.ExitWithParent ? FindParent() : null;
        var signaled = StopSignals.WaitAsync();
        var companion = CompanionFactory.Create(settings);
        try
        {
            return await ServeAsync(companion, endpoint, signaled, parent);
        }
        finally
        {
            await DisposeAsync(companion);
        }
    }

    /// <summary>The exit code after a host has stopped. A program that restarts the tool after a failure relies on it.</summary>
    internal static int ExitCodeOf(LiaisonHost stopped) => stopped.FailedAddresses.Count == 0 ? ExitCodes.Success : ExitCodes.Failed;

    private async Task<int> ServeAsync(Companion companion, Endpoint endpoint, Task signaled, ParentProcess? parent)
    {
        await using var recording = OpenRecording();
        await using var host = new LiaisonHost(companion, new HostOptions
        {
            Inspection = Inspection(recording),
            Protocols = settings.Protocols,
            LoggerFactory = logs,
            IdleTimeout = settings.IdleExit,
            ResumeTimeout = settings.Resume,
        });
        host.Add(endpoint.Transport);
        if (settings.Forward is { } address)
        {
            // A peer that may connect here without a token may call there too.
            host.ForwardTo(CallAddress.Connector(address, token: null, StreamFraming.Detect), new ForwardOptions { AllowAnonymous = settings.NoToken });
        }

        try
        {
            await host.StartAsync();
        }
        catch (BindException problem)
        {
            throw new ToolException(ExitCodes.BindFailed, problem.Message, problem);
        }

        var ready = new ReadySignal(endpoint, settings.Ready);
        WarnOfUnknownToken(endpoint);
        ready.Started();
        await EndAsync(host, signaled, parent);
        await host.StopAsync();
        ready.Stopped();
        return ExitCodeOf(host);
    }

    private async Task EndAsync(LiaisonHost host, Task signaled, ParentProcess? parent)
    {
        using var ended = new CancellationTokenSource();
        var ends = new Dictionary<Task, string>
        {
            [host.Completion] = "no more peers can connect",
            [signaled] = "a signal was received",
        };
        if (parent is not null)
        {
            ends.Add(parent.WaitForExitAsync(ended.Token), "the parent process has ended");
        }

        var first = await Task.WhenAny(ends.Keys);
        await ended.CancelAsync();
        ToolLog.Stopping(_logger, ends[first]);
    }

    // Recorded messages will be replayed, so they must be kept completely.
    private InspectionOptions? Inspection(Stream? recording)
    {
        var options = new InspectionOptions { Recording = recording };
        return recording is not null ? options with { MaxTextBytes = settings.MaxMessageBytes }
            : settings.Console ? options
            : null;
    }

    private FileStream? OpenRecording()
    {
        if (settings.Record is null)
        {
            return null;
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            // Everybody who can read the file can read all messages of the peers.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(settings.Record, options);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ToolException.Usage($"--record {settings.Record}: {problem.Message}", problem);
        }
    }

    private static ParentProcess FindParent()
    {
        try
        {
            return ParentProcess.Find();
        }
        catch (PlatformNotSupportedException problem)
        {
            throw ToolException.Usage($"--exit-with-parent: {problem.Message}", problem);
        }
    }

    // A token is required by default, and a marker cannot contain it: a front end for liaison-py could not connect.
    private void WarnOfUnknownToken(Endpoint endpoint)
    {
        if (endpoint.Token is not null && settings.Token is null && settings.Ready == ReadyFormat.Marker)
        {
            ToolLog.TokenUnknown(_logger);
        }
    }

    private async Task DisposeAsync(Companion companion)
    {
        try
        {
            await companion.DisposeAsync();
        }
        catch (Exception failure)
        {
            // The hosted code has failed, and all peers have their answers.
            ToolLog.DisposeFailed(_logger, failure);
        }
    }
}
