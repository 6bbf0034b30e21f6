using Frames;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

// Renders 60 pictures a second for pages that subscribe, and serves the page:
//
//   dotnet run --project samples/Frames [-- <address>]
var transport = new WebSocketTransport(args.ElementAtOrDefault(0) ?? "localhost:8004", new WebSocketTransportOptions
{
    StaticFiles = new StaticFilesOptions(Path.Combine(AppContext.BaseDirectory, "page")),
    Token = Environment.GetEnvironmentVariable("LIAISON_TOKEN"),
});
await using var companion = new Companion();
companion.Add<IProjector>(new Projector());
await using var host = new LiaisonHost(companion).Add(transport);
await host.StartAsync();
Console.WriteLine($"Open this link within two minutes: {transport.CreateLink()}");
await host.Completion;
