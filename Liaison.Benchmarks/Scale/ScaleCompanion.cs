using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Benchmarks.Scale;

/// <summary>The commands that are called while something grows.</summary>
public sealed class ScaleCompanion : Companion
{
    private TaskCompletionSource _holding = NewSignal();
    private TaskCompletionSource _gate = NewSignal();

    public ScaleCompanion()
        : base(new CompanionOptions { MaxNames = 1_000_000 }) => this.Expose<Made>();

    [Command("sum")]
    public int Sum(int x, int y) => x + y;

    [Command("length")]
    public int LengthOf(string text) => text?.Length ?? 0;

    [Command("same")]
    public string Same(string text) => text;

    /// <summary>Ends when <c>hold</c> runs.</summary>
    public Task Holding => _holding.Task;

    /// <summary>Runs until <see cref="Open"/>, with all others behind it.</summary>
    [Command("hold")]
    public Task HoldAsync()
    {
        _holding.SetResult();
        return _gate.Task;
    }

    /// <summary>Lets <c>hold</c>, which must be running, return; the next one holds again.</summary>
    public void Open()
    {
        var gate = _gate;
        (_holding, _gate) = (NewSignal(), NewSignal());
        gate.SetResult();
    }

    /// <summary>What <c>init</c> makes, and <c>delete</c> disposes.</summary>
    public sealed class Made : IDisposable
    {
        public void Dispose()
        {
            // There is nothing to give back: what is measured is what disposing costs the companion.
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
