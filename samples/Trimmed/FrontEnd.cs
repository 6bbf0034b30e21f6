using Liaison.Client;
using Liaison.Commands;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;

namespace Trimmed;

/// <summary>A client in the same process. It uses all features of a connection, and can be called back.</summary>
internal static class FrontEnd
{
    public static async Task TalkAsync(InMemoryTransport transport, LiaisonHost host, IWireProtocol protocol, Checks checks)
    {
        var options = new ClientOptions { Protocol = protocol, Json = StudioJson.Default.Options };
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), options);
        client.Commands.AddFrom(new Answers());

        checks.Value($"{protocol.Name}: ping", "pong", await client.PingAsync());
        checks.Value($"{protocol.Name}: add_trial", 4, (await client.InvokeAsync<Trial>("add_trial", [new Trial("D", 3)]))?.Repeats);
        checks.Value($"{protocol.Name}: a string that looks like a reference", "Hello, $s!", await client.InvokeAsync<string>("greet", ["$s"]));
        checks.Value($"{protocol.Name}: run", 4, await client.RunAsync<double>("System.Math:Sqrt", [16]));
        checks.Value($"{protocol.Name}: an error", "no_amplifier", await CodeOfAsync(client.InvokeAsync<object>("refuse")));
        checks.Value($"{protocol.Name}: called back", "Ada, 2 trials", await client.InvokeAsync<string>("interview"));
        checks.Value($"{protocol.Name}: bytes", 6, await client.InvokeAsync<int>("sum_bytes", [(byte[])[1, 2, 3]]));

        var numbers = new List<int>();
        await foreach (var number in client.StreamAsync<int>("countdown", [3]))
        {
            numbers.Add(number);
        }

        checks.Value($"{protocol.Name}: a stream", "3 2 1", string.Join(' ', numbers));
        var reports = new List<string>();
        await client.InvokeAsync<string>(new CommandCall("warm_up").WithProgress<RawJson>(report => reports.Add($"{report}")));
        checks.Value($"{protocol.Name}: progress", "2 2 \"nearly\"", string.Join(' ', reports));
        await using var events = client.SubscribeAsync<Trial>("trials.*").GetAsyncEnumerator();
        var next = events.MoveNextAsync();
        await client.PingAsync();
        await host.PublishAsync("trials.added", new Trial("E", 5));
        checks.Value($"{protocol.Name}: an event", "E", await next ? events.Current.Value?.Name : null);
        var batch = client.CreateBatch();
        var count = batch.InvokeAsync<double>(new CommandCall("mean") { Arguments = [1, 2, 6] });
        await batch.SendAsync();
        checks.Value($"{protocol.Name}: a batch", 3, await count);
    }

    private static async Task<string> CodeOfAsync(Task call)
    {
        try
        {
            await call;
            return "none";
        }
        catch (LiaisonException failure)
        {
            return failure.Code;
        }
    }

    /// <summary>The commands that the studio may call at its front end.</summary>
    private sealed class Answers
    {
        [Command("who")]
        public string Who(Trial trial) => $"Ada, {trial.Repeats} trials";
    }
}
