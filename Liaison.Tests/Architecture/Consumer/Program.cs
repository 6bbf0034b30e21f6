using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Contracts;
using Liaison.Hosting;
using Liaison.Transports;

// An application as a user of the packages would write it; what it prints is what the test expects.
await using var companion = new Companion();
await using var host = new LiaisonHost(companion)
    .Add(new WebSocketTransport("localhost:0"))
    .Add(new NamedPipeTransport($"liaison-consumer-{Environment.ProcessId}"));
await host.StartAsync();
Console.WriteLine(await companion.InvokeAsync<string>("ping"));

// The generator comes with the package.
companion.Add<IGreeter>(new Greeter());
var memory = new InMemoryTransport();
await using var greeting = new LiaisonHost(companion).Add(memory);
await greeting.StartAsync();
await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(memory));
Console.WriteLine(await client.As<IGreeter>().GreetAsync("Ada"));
Console.WriteLine(nameof(Students.IStudentDaemon.GetStudentAsync));

[CommandContract]
public interface IGreeter
{
    Task<string> GreetAsync(string name, string greeting = "Hello");
}

internal sealed class Greeter : IGreeter
{
    public Task<string> GreetAsync(string name, string greeting = "Hello") => Task.FromResult($"{greeting}, {name}!");
}
