using System.Runtime.CompilerServices;
using System.Text.Json;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;

namespace Liaison.Tests.Node;

/// <summary>What the tests of the JavaScript client call, and what calls them back. Public, for the tool to load it.</summary>
public sealed class JavaScriptCompanion(CompanionOptions? options = null) : Companion(options)
{
    private readonly SemaphoreSlim _canceled = new(0);
    private readonly SemaphoreSlim _lingering = new(0);
    private bool _hasRested;

    [Command("add")]
    public double Add(double x, double y) => x + y;

    [Command("greet")]
    public string Greet(string name, string greeting = "Hello") => $"{greeting}, {name}!";

    [Command("echo")]
    public JsonElement Echo(JsonElement value) => value;

    [Command("echo_text", ResolveReferences = false)]
    public string EchoText(string text) => text;

    [Command("fail")]
    public string Fail(string reason) => throw new InvalidOperationException(reason);

    [Command("invert")]
    public byte[] Invert(ReadOnlyMemory<byte> bytes) => [.. bytes.ToArray().Select(b => (byte)~b)];

    [Command("both")]
    public IReadOnlyDictionary<string, byte[]> Both(byte[] first, byte[] second) => new Dictionary<string, byte[]> { ["first"] = first, ["second"] = second };

    /// <summary>Gives the numbers from 1 on, and reports how much of them it has given.</summary>
    [Command("count")]
    public async IAsyncEnumerable<int> CountAsync(int to, IProgress<double> progress)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Yield();
            progress.Report((double)i / to);
            yield return i;
        }
    }

    /// <summary>Gives the rows of a file that there is not.</summary>
    [Command("import")]
    public async IAsyncEnumerable<string> ImportAsync(string path, IProgress<double> progress)
    {
        for (var i = 1; i <= 4; i++)
        {
            await Task.Yield();
            progress.Report(i / 4.0);
            yield return $"{path}:{i}";
        }
    }

    /// <summary>Asks its caller whether it is sure.</summary>
    [Command("save")]
    public async Task<string> SaveAsync(string path, CommandContext context)
    {
        var sure = await context.Peer!.InvokeAsync<bool>("confirm", [$"Overwrite {path}?"]);
        return sure ? "saved" : "left as it is";
    }

    /// <summary>Gives numbers until it is canceled.</summary>
    [Command("endless", Concurrent = true)]
    public async IAsyncEnumerable<int> EndlessAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 1; !cancellationToken.IsCancellationRequested; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
        finally
        {
            _canceled.Release();
        }
    }

    /// <summary>Goes on until it is canceled.</summary>
    [Command("linger", Concurrent = true)]
    public async Task LingerAsync(CancellationToken cancellationToken)
    {
        _lingering.Release();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            _canceled.Release();
        }
    }

    /// <summary>Waits until <c>linger</c> has begun.</summary>
    [Command("lingering", Concurrent = true)]
    public Task LingeringAsync() => _lingering.WaitAsync();

    /// <summary>Waits until what went on has been canceled; once for each that was.</summary>
    [Command("canceled", Concurrent = true)]
    public Task CanceledAsync() => _canceled.WaitAsync();

    /// <summary>Goes on until it is canceled, and has its turn until then.</summary>
    [Command("rest")]
    public Task RestAsync(CancellationToken cancellationToken)
    {
        _hasRested = true;
        return Task.Delay(Timeout.Infinite, cancellationToken);
    }

    /// <summary>Whether <c>rest</c> has begun since the last time that this was asked.</summary>
    [Command("rested")]
    public bool Rested()
    {
        var hasRested = _hasRested;
        _hasRested = false;
        return hasRested;
    }

    [Command("ask_back")]
    public async Task<JsonElement> AskBackAsync(string command, JsonElement arguments, CommandContext context) =>
        await context.Peer!.InvokeAsync<JsonElement>(CallOf(command, arguments));

    /// <summary>Calls a command back, and tells with which code it failed.</summary>
    [Command("failure_back")]
    public async Task<string> FailureBackAsync(string command, JsonElement arguments, CommandContext context)
    {
        try
        {
            await context.Peer!.InvokeAsync<JsonElement>(CallOf(command, arguments));
            return "";
        }
        catch (LiaisonException failure)
        {
            return $"{failure.Code} {failure.RemoteType} {failure.Message}";
        }
    }

    /// <summary>Sends bytes to a command of the caller, and gives the bytes that it gives.</summary>
    [Command("bytes_back")]
    public Task<byte[]?> BytesBackAsync(string command, byte[] bytes, CommandContext context) =>
        context.Peer!.InvokeAsync<byte[]>(new CommandCall(command) { Arguments = [bytes] });

    /// <summary>Calls a command back that counts, and gives what it reported and what it gave.</summary>
    [Command("stream_back")]
    public async Task<(List<double> Reports, List<int> Items)> StreamBackAsync(string command, int to, CommandContext context)
    {
        var (reports, items) = (new List<double>(), new List<int>());
        var call = new CommandCall(command) { Arguments = [to] }.WithProgress<double>(reports.Add);
        await foreach (var item in context.Peer!.StreamAsync<int>(call))
        {
            items.Add(item);
        }

        return (reports, items);
    }

    /// <summary>Calls a command back that lingers, and cancels it once it has said so.</summary>
    [Command("cancel_back")]
    public async Task CancelBackAsync(string command, CommandContext context)
    {
        using var canceling = new CancellationTokenSource();
        var call = context.Peer!.InvokeAsync<JsonElement>(new CommandCall(command), canceling.Token);
        await _lingering.WaitAsync(CancellationToken.None);
        await canceling.CancelAsync();
        await call.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>What a command of the caller says, which lingers.</summary>
    [Command("lingers", Concurrent = true)]
    public void Lingers() => _lingering.Release();

    private static CommandCall CallOf(string command, JsonElement arguments) => arguments.ValueKind == JsonValueKind.Array
        ? new CommandCall(command) { Arguments = [.. arguments.EnumerateArray().Cast<object?>()] }
        : new CommandCall(command) { Keywords = arguments.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value) };
}
