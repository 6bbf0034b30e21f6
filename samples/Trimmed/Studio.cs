using System.Runtime.CompilerServices;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;

namespace Trimmed;

/// <summary>The commands of the application, one of each kind that trimming could break.</summary>
internal sealed class Studio() : Companion(new CompanionOptions
{
    Json = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = StudioJson.Default },
})
{
    private readonly List<Trial> _trials = [];

    [Command("greet", Summary = "Greets a participant.")]
    public string Greet(string name, string greeting = "Hello") => $"{greeting}, {name}!";

    [Command("add_trial")]
    public async Task<Trial> AddTrialAsync(Trial trial)
    {
        await Task.Yield();
        _trials.Add(trial);
        return trial with { Repeats = trial.Repeats + 1 };
    }

    [Command("trials")]
    public IReadOnlyList<Trial> Trials() => [.. _trials];

    [Command("count")]
    public async ValueTask<int> CountAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return _trials.Count;
    }

    [Command("mean")]
    public double Mean(params double[] values) => values.Average();

    [Command("options")]
    public Dictionary<string, object?> KeywordsGiven([Keywords] Dictionary<string, object?> options) => options;

    [Command("rate")]
    public Rating Rate(Rating rating = Rating.Unrated) => rating;

    [Command("swap")]
    public (string Text, int Number) Swap((int Number, string Text) pair) => (pair.Text, pair.Number);

    [Command("describe")]
    public string Describe(Run run) => $"{run.Session.Subject}: {run.Trial.Name} x{run.Trial.Repeats} {run.Note}".TrimEnd();

    [Command("apply")]
    public double Apply(Func<double, double> function, double value) => function(value);

    [Command("squares")]
    public IEnumerable<int> Squares(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i * i;
        }
    }

    [Command("countdown")]
    public async IAsyncEnumerable<int> CountDownAsync(int from, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = from; i > 0; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return i;
        }
    }

    [Command("warm_up")]
    public string WarmUp(IProgress<Rating> ratings, IProgress<double> parts, IProgress<string> texts)
    {
        ratings.Report(Rating.Good);
        parts.Report(2);
        texts.Report("nearly");
        return "warm";
    }

    [Command("interview")]
    public async Task<string?> InterviewAsync(CommandContext context) => await context.Peer!.InvokeAsync<string>(new CommandCall("who") { Arguments = [new Trial("F", 2)] });

    [Command("sum_bytes")]
    public int SumBytes(ReadOnlyMemory<byte> bytes) => bytes.ToArray().Sum(value => value);

    [Command("fail")]
    public async Task FailAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("The amplifier is off.");
    }

    [Command("refuse")]
    public void Refuse() => throw new CommandException("no_amplifier", "There is no amplifier. Plug one in.");

    [Command("last_failure")]
    public Exception LastFailure() => new TimeoutException("The trigger came late.");

    [Command("kind")]
    public Type Kind() => typeof(Session);
}
