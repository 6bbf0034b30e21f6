using Frames;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

// Renders 60 pictures a second for pages that watch:
//
//   dotnet run --project samples/Frames [-- <address> <origin of the page>]
var address = args.ElementAtOrDefault(0) ?? "localhost:8004";
var transport = new WebSocketTransport(address, new WebSocketTransportOptions
{
    Token = Environment.GetEnvironmentVariable("LIAISON_TOKEN"),
    AllowedOrigins = [.. args.Skip(1)],
});
await using var companion = new Companion();
companion.Add<IProjector>(new Projector());
await using var host = new LiaisonHost(companion).Add(transport);
await host.StartAsync();
Console.WriteLine(LifecycleMarkers.ReadyLine("websocket", $"ws://{transport.Address}", transport.Token));
await host.Completion;
