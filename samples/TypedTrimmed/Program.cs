using System.Text.Json;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;
using TypedTrimmed;

// Uses every kind of member of a contract, over a connection in memory, and prints every difference from the expected result. Published
// with TrimMode=full and without calls by reflection, this shows that generated code needs neither untrimmed code nor reflection.
var json = new JsonSerializerOptions(StudioJson.Default.Options);
var transport = new InMemoryTransport();
await using var host = new LiaisonHost(new Companion(new CompanionOptions { Json = json }).Add<IStudio>(new Studio())).Add(transport);
await host.StartAsync();
await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), new ClientOptions { Json = json });
var studio = client.As<IStudio>();
var failures = 0;

var reports = new Reports();
Expect("a call", await studio.RecordAsync("Overture", TimeSpan.FromSeconds(90)), new Take(1, "Overture", TimeSpan.FromSeconds(90)));
Expect("progress", (await studio.MixAsync([1, 2, 3], reports), string.Join(' ', reports.All)), (6, "1 2 3"));
Expect("a declared exception", await LostAsync(), 7);
await foreach (var take in studio.TakesAsync())
{
    Expect("a stream", take.Title, "Overture");
}

await using (var recorded = studio.Recorded().GetAsyncEnumerator())
{
    Expect("an event", await recorded.MoveNextAsync() ? recorded.Current.Number : 0, 1);
}

Expect("what is reached by name", await FailureAsync("run"), "unknown_command");
Expect("a description", (await client.InvokeAsync<JsonElement>("discover")).GetProperty("openrpc").GetString(), "1.3.2");
return failures;

void Expect<T>(string what, T given, T expected)
{
    var isRight = EqualityComparer<T>.Default.Equals(given, expected);
    failures += isRight ? 0 : 1;
    Console.WriteLine(isRight ? $"OK {what}" : $"{what}: {given}, and not {expected}");
}

async Task<int> LostAsync()
{
    try
    {
        await studio.FindAsync(7);
        return 0;
    }
    catch (TakeLostException lost)
    {
        return lost.Number;
    }
}

async Task<string> FailureAsync(string command)
{
    try
    {
        await client.InvokeAsync<JsonElement>(command);
        return "";
    }
    catch (Liaison.Messages.LiaisonException failure)
    {
        return failure.Code;
    }
}
