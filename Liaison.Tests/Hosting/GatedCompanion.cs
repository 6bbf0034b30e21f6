using System.Collections.Concurrent;
using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Hosting;

/// <summary>A companion whose commands wait for the test, so that it can be seen what runs beside what.</summary>
internal sealed class GatedCompanion(CompanionOptions? options = null) : Companion(options)
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new();
    private readonly ConcurrentQueue<string> _marks = new();
    private int _running;
    private int _mostRunning;

    /// <summary>What <c>mark</c> was given, in the order in which it ran.</summary>
    public IReadOnlyCollection<string> Marks => _marks;

    /// <summary>How many <c>overlap</c> have run at once at most.</summary>
    public int MostRunning => Volatile.Read(ref _mostRunning);

    public Gate this[string name] => _gates.GetOrAdd(name, _ => new Gate());

    /// <summary>Waits for its gate, or for being canceled.</summary>
    [Command("wait")]
    public async Task<string> WaitAsync(string gate, CancellationToken cancellationToken)
    {
        await this[gate].PassAsync(obeys: true, cancellationToken);
        return gate;
    }

    /// <summary>Waits for its gate, whatever happens.</summary>
    [Command("insist")]
    public async Task<string> InsistAsync(string gate, CancellationToken cancellationToken)
    {
        await this[gate].PassAsync(obeys: false, cancellationToken);
        return gate;
    }

    [Command("mark")]
    public string Mark(string text)
    {
        _marks.Enqueue(text);
        return text;
    }

    [Command("overlap")]
    public async Task OverlapAsync()
    {
        InterlockedMax(ref _mostRunning, Interlocked.Increment(ref _running));
        await Task.Yield();
        Interlocked.Decrement(ref _running);
    }

    [Command("text")]
    public string Text(int length) => new('x', length);

    [Command("context")]
    public string? Context() => SynchronizationContext.Current?.GetType().Name;

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
