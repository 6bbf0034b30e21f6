using System.Runtime.InteropServices;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

namespace Desktop;

/// <summary>The application: a window, and a host through which front ends drive it.</summary>
public static class DesktopApplication
{
    /// <summary>Runs the application until its window is closed. Call it on the thread of the message loop.</summary>
    /// <param name="loop">The message loop.</param>
    /// <param name="window">The window. It must have been created on that thread.</param>
    /// <param name="transport">The transport for front ends.</param>
    /// <param name="render">Renders a page, on any thread.</param>
    /// <param name="started">Called when front ends can connect.</param>
    public static async Task RunAsync(MessageLoop loop, Window window, ICommandTransport transport, Action<int, CancellationToken> render, Action started)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(started);
        await using var companion = new Companion();
        companion.Commands.AddFrom(new DocumentCommands(window, render));

        // A user who closes a window does not want to wait. Commands that still run after this time are canceled.
        var options = new HostOptions { SynchronizationContext = loop, DrainTimeout = TimeSpan.FromSeconds(0.5) };
        await using var host = new LiaisonHost(companion, options).Add(transport);

        // Subscribers are told about each change in the window, whether a command or the user has made it.
        window.Changed += (what, value) => _ = host.PublishAsync(what, value).AsTask();

        await host.StartAsync();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, CloseWindow);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, CloseWindow);
        started();
        await window.Closed;

        // Awaited, so that the loop continues: running commands need this thread to end.
        await host.StopAsync();

        void CloseWindow(PosixSignalContext signal)
        {
            signal.Cancel = true;
            loop.Post(_ => window.Close(), null);
        }
    }
}
