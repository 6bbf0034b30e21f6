using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

// An application as a user of the packages would write it; what it prints is what the test expects.
await using var companion = new Companion();
await using var host = new LiaisonHost(companion)
    .Add(new WebSocketTransport("localhost:0"))
    .Add(new NamedPipeTransport($"liaison-consumer-{Environment.ProcessId}"));
await host.StartAsync();
Console.WriteLine(await companion.InvokeAsync<string>("ping"));
