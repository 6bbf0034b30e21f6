using System.Collections.Concurrent;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;

namespace Liaison.Tests.Node;

/// <summary>What the scripts of this folder call, and what calls them back. Public, for the tool to load it.</summary>
public sealed class NodeCompanion : Companion
{
    private readonly TaskCompletionSource _canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _lingering = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _notes = new();
    private Task<JsonElement> _answer = Task.FromException<JsonElement>(new InvalidOperationException("Nothing was asked."));

    [Command("greet")]
    public string Greet(string name, string greeting = "Hello") => $"{greeting}, {name}!";

    [Command("fail")]
    public string Fail(string reason) => throw new InvalidOperationException(reason);

    [Command("note")]
    public void Note(string text) => _notes.Enqueue(text);

    [Command("notes")]
    public IReadOnlyCollection<string> Notes() => _notes;

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

    /// <summary>Says <c>lingering</c>, since what has not begun cannot be seen to be canceled, and goes on until it is.</summary>
    [Command("linger")]
    public async Task LingerAsync(CommandContext context)
    {
        using var registration = context.CancellationToken.Register(() => _canceled.TrySetResult());
        await context.Peer!.NotifyAsync(new CommandCall("lingering"), CancellationToken.None);
        await _canceled.Task;
        context.CancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Whether <c>linger</c> was canceled, once it was.</summary>
    [Command("canceled")]
    public async Task<bool> CanceledAsync()
    {
        await _canceled.Task;
        return true;
    }

    [Command("ask_back")]
    public Task<JsonElement> AskBackAsync(string command, JsonElement arguments, CommandContext context) => AskAsync(context.Peer!, command, arguments);

    /// <summary>Calls the only peer as nobody's command; <c>answer</c> gives what came of it.</summary>
    [Command("ask_from_outside")]
    public void AskFromOutside(LiaisonHost host, string command, JsonElement arguments)
    {
        using (ExecutionContext.SuppressFlow())
        {
            _answer = Task.Run(() => AskAsync(host.Peers.Single(), command, arguments));
        }
    }

    [Command("answer")]
    public Task<JsonElement> AnswerAsync() => _answer;

    [Command("tell_back")]
    public Task TellBackAsync(string command, JsonElement arguments, CommandContext context) => context.Peer!.NotifyAsync(CallOf(command, arguments));

    [Command("ask_back_at_once")]
    public async Task<JsonElement[]> AskBackAtOnceAsync(string command, JsonElement[] calls, CommandContext context)
    {
        var batch = context.Peer!.CreateBatch();
        var answers = calls.Select(arguments => batch.InvokeAsync<JsonElement>(CallOf(command, arguments))).ToList();
        batch.Notify(new CommandCall("told") { Arguments = ["in a batch"] });
        await batch.SendAsync();
        return await Task.WhenAll(answers);
    }

    /// <summary>Calls a command back that says <c>lingering</c> and goes on, and cancels it.</summary>
    [Command("cancel_back")]
    public async Task<string> CancelBackAsync(string command, CommandContext context)
    {
        using var canceling = new CancellationTokenSource();
        var call = context.Peer!.InvokeAsync<JsonElement>(new CommandCall(command), canceling.Token);
        await _lingering.Task;
        await canceling.CancelAsync();
        try
        {
            await call;
            return "answered";
        }
        catch (OperationCanceledException)
        {
            return "canceled";
        }
    }

    [Command("lingering", Concurrent = true)]
    public void Lingering() => _lingering.TrySetResult();

    /// <summary>Calls a command back that counts, and gives what it reported and what it gave.</summary>
    [Command("stream_back")]
    public async Task<(List<double> Reports, List<int> Items)> StreamBackAsync(string command, int to, CommandContext context)
    {
        var (reports, items) = (new List<double>(), new List<int>());
        var call = new CommandCall(command) { Keywords = new Dictionary<string, object?> { ["to"] = to } }.WithProgress<double>(reports.Add);
        await foreach (var item in context.Peer!.StreamAsync<int>(call))
        {
            items.Add(item);
        }

        return (reports, items);
    }

    private static Task<JsonElement> AskAsync(ICommandPeer peer, string command, JsonElement arguments) =>
        peer.InvokeAsync<JsonElement>(CallOf(command, arguments));

    private static CommandCall CallOf(string command, JsonElement arguments) => arguments.ValueKind == JsonValueKind.Array
        ? new CommandCall(command) { Arguments = [.. arguments.EnumerateArray().Cast<object?>()] }
        : new CommandCall(command) { Keywords = arguments.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value) };
}
