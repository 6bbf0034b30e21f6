using System.Diagnostics;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Transports;

namespace Liaison.Tests.Consoles;

/// <summary>What the console looks into, and what makes traffic for it to show.</summary>
/// <param name="peers">What other peers connect with.</param>
internal sealed class ConsoleCompanion(ICommandConnector peers) : Companion(new CompanionOptions { IncludeErrorDetails = true })
{
    private TaskCompletionSource _held = new();
    private List<Task>? _holding;

    public LiaisonHost? Host { get; set; }

    [Command("greet", Summary = "Greets somebody.")]
    public string Greet(string name, string greeting = "Hello") => $"{greeting}, {name}!";

    [Command("divide", Summary = "Divides whole numbers.")]
    public int Divide(int dividend, int divisor) => dividend / divisor;

    [Command("echo", Summary = "Gives what it is given.", ResolveReferences = false)]
    public object? Echo(object? value) => value;

    [Command("fail", Summary = "Fails for a reason.", ResolveReferences = false)]
    public string Fail(string reason) => throw new InvalidOperationException(reason);

    [Command("mix", Summary = "Takes a value of each kind.")]
    public string Mix(DayOfWeek day, bool flag, double ratio, int[] numbers, bool sure = true, Overflow? overflow = null, params string[] rest) =>
        $"{day} {flag} {ratio.ToString(System.Globalization.CultureInfo.InvariantCulture)} {numbers.Sum()} {sure} {overflow} {string.Join('+', rest)}";

    [Command("size", Summary = "Tells how many bytes it was given.")]
    public int Size(ReadOnlyMemory<byte> bytes) => bytes.Length;

    [Command("count", Concurrent = true, Summary = "Counts, and says how far it has come.")]
    public async IAsyncEnumerable<int> CountAsync(int to, IProgress<double> progress)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Yield();
            progress.Report((double)i / to);
            yield return i;
        }
    }

    [Command("wait", Concurrent = true, Summary = "Waits until it is canceled.")]
    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    /// <summary>What the peers of <c>hold</c> call.</summary>
    [Command("held", Summary = "Runs until release is called.")]
    public Task HeldAsync() => _held.Task;

    [Command("tick", Concurrent = true)]
    public int Tick(int number) => number;

    [Command("hold", Concurrent = true, Summary = "Has another peer call held three times, and subscribe to news.")]
    public async Task HoldAsync()
    {
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var peer = await LiaisonClient.ConnectAsync(peers);
        await peer.InvokeAsync<bool>("subscribe", ["news.*"]);
        _holding = [.. Enumerable.Range(0, 3).Select(_ => peer.InvokeAsync<RawJson>("held", []))];
        _holding.Add(Task.WhenAll(_holding).ContinueWith(async _ => await peer.DisposeAsync(), TaskScheduler.Default).Unwrap());
    }

    [Command("release", Concurrent = true, Summary = "Lets what is held go on.")]
    public async Task ReleaseAsync()
    {
        _held.TrySetResult();
        await Task.WhenAll(_holding ?? []);
    }

    [Command("news", Concurrent = true, Summary = "Publishes events of some topics.")]
    public async Task NewsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Host!.PublishAsync($"news.topic_{i % 4}", new { number = i, text = "Something happened." });
        }
    }

    [Command("talk", Concurrent = true, Summary = "Has another peer make some calls.")]
    public async Task TalkAsync(int count)
    {
        await using var peer = await LiaisonClient.ConnectAsync(peers);
        for (var i = 0; i < count; i++)
        {
            await peer.InvokeAsync<string>("greet", [i % 2 == 0 ? "Ada" : "Eva"]);
            if (i % 3 == 2)
            {
                await FailingAsync(peer, "divide", i, 0);
            }
        }

        await peer.InvokeAsync<RawJson>("echo", [new { user = "Ada", password = "hunter2" }]);
        await peer.InvokeAsync<int>("size", [new byte[2_000]]);
    }

    [Command("poison", Concurrent = true, Summary = "Has the payloads wherever a peer can have them.")]
    public async Task PoisonAsync()
    {
        await using var peer = await LiaisonClient.ConnectAsync(peers);
        for (var i = 0; i < Payloads.All.Length; i++)
        {
            var payload = Payloads.All[i];
            await peer.InvokeAsync<string>("store", [$"poison_{i}", payload]);
            await FailingAsync(peer, payload, payload);
            await FailingAsync(peer, "fail", payload);
            await Host!.PublishAsync(payload, new Dictionary<string, string> { [payload] = payload });
        }
    }

    /// <summary>Makes so many messages a second, half of them answers, with eight peers.</summary>
    [Command("flood", Concurrent = true, Summary = "Has eight peers make calls at a rate.")]
    public async Task<object> FloodAsync(int messagesPerSecond, int messages)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LiaisonClient.ConnectAsync(peers)));
        var began = Stopwatch.GetTimestamp();
        var calls = new List<Task<double>>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (calls.Count * 2 < messages && await timer.WaitForNextTickAsync())
        {
            var due = Math.Min(messages, Stopwatch.GetElapsedTime(began).TotalSeconds * messagesPerSecond);
            while (calls.Count * 2 < due)
            {
                calls.Add(TimedAsync(clients[calls.Count % clients.Length], calls.Count));
            }
        }

        var slowest = (await Task.WhenAll(calls)).Max();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
        return new { messages = calls.Count * 2, perSecond = Math.Round(calls.Count * 2 / seconds), slowestMilliseconds = Math.Round(slowest, 1) };
    }

    [Command("<img src=x onerror=\"window.attacked = 31\">", Summary = "<script>window.attacked = 32</script>")]
    public string Injected(string value) => value;

    private static async Task<double> TimedAsync(LiaisonClient client, int number)
    {
        var began = Stopwatch.GetTimestamp();
        await client.InvokeAsync<int>("tick", [number]);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task FailingAsync(LiaisonClient peer, string command, params object?[] arguments)
    {
        try
        {
            await peer.InvokeAsync<RawJson>(new CommandCall(command) { Arguments = arguments });
        }
        catch (LiaisonException)
        {
            // As it should.
        }
    }
}
