using System.Runtime.InteropServices;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

namespace Desktop;

/// <summary>The application: a window, and a host through which front ends drive it.</summary>
public static class DesktopApplication
{
    /// <summary>Runs the application until its window is closed. On the thread of the message loop.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="window">The window, which was made on that thread.</param>
    /// <param name="transport">Where front ends connect.</param>
    /// <param name="render">Renders a page, on any thread.</param>
    /// <param name="started">Is called once front ends can connect.</param>
    public static async Task RunAsync(MessageLoop loop, Window window, ICommandTransport transport, Action<int, CancellationToken> render, Action started)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(started);
        await using var companion = new Companion();
        companion.Commands.AddFrom(new DocumentCommands(window, render));

        // Whoever closes a window does not want to wait for what it does: after this time commands that still run are canceled.
        var options = new HostOptions { SynchronizationContext = loop, DrainTimeout = TimeSpan.FromSeconds(0.5) };
        await using var host = new LiaisonHost(companion, options).Add(transport);

        // What happens in the window is told to whoever subscribed, whether a command or the user has done it.
        window.Changed += (what, value) => _ = host.PublishAsync(what, value).AsTask();

        await host.StartAsync();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, CloseWindow);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, CloseWindow);
        started();
        await window.Closed;

        // Awaited, so that the loop goes on: commands that still run need this thread to end.
        await host.StopAsync();

        void CloseWindow(PosixSignalContext signal)
        {
            signal.Cancel = true;
            loop.Post(_ => window.Close(), null);
        }
    }
}
