using System.Runtime.InteropServices;
using Folders;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

// The back end of the window. Electron's main process starts it with a token, reads its address, and ends it.
await using var companion = new Companion();
companion.Commands.AddFrom(new FolderCommands());
var transport = new WebSocketTransport("localhost:0", new WebSocketTransportOptions { Token = Environment.GetEnvironmentVariable("LIAISON_TOKEN") });
await using var host = new LiaisonHost(companion).Add(transport);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await host.StartAsync();
Console.WriteLine(LifecycleMarkers.ReadyLine("websocket", $"ws://{transport.Address}", transport.Token));
await host.Completion;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    _ = host.StopAsync();
}
