using System.Runtime.InteropServices;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

namespace TTest;

/// <summary>The back end in .NET: it lives, and is called, as one of liaison-py.</summary>
internal static class Backend
{
    /// <summary>Serves <see cref="Stats"/> until the process is told to stop.</summary>
    public static async Task<int> RunAsync(string address)
    {
        await using var companion = new Companion();
        companion.Expose(typeof(Stats));

        // The front end chooses the token, since the marker has no room to tell it one.
        var token = Environment.GetEnvironmentVariable("LIAISON_TOKEN");
        var transport = new WebSocketTransport(address, new WebSocketTransportOptions { Token = token });
        await using var host = new LiaisonHost(companion).Add(transport);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await host.StartAsync();

        // Without a newline: front ends of liaison-py compare what they read for equality.
        Console.Write(LifecycleMarkers.Started(transport.Address));
        await host.Completion;
        Console.Write(LifecycleMarkers.Stopped(transport.Address));
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            _ = host.StopAsync();
        }
    }
}
