using System.Runtime.InteropServices;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

namespace TTest;

/// <summary>The back end in .NET. It starts, ends and is called like a back end of liaison-py.</summary>
internal static class Backend
{
    /// <summary>Serves <see cref="Stats"/> until the process is told to stop.</summary>
    public static async Task<int> RunAsync(string address)
    {
        await using var companion = new Companion();
        companion.Expose(typeof(Stats));

        // The front end chooses the token, because the marker cannot contain one.
        var token = Environment.GetEnvironmentVariable("LIAISON_TOKEN");
        var transport = new WebSocketTransport(address, new WebSocketTransportOptions { Token = token });
        await using var host = new LiaisonHost(companion).Add(transport);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await host.StartAsync();

        // Without a newline: front ends for liaison-py compare the whole output with the marker.
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
