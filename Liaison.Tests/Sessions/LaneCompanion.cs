using System.Collections.Concurrent;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Tests.Hosting;

namespace Liaison.Tests.Sessions;

/// <summary>A companion whose commands wait in lanes, and for the test.</summary>
internal sealed class LaneCompanion : Companion
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new();
    private readonly ConcurrentDictionary<string, int> _running = new();
    private readonly ConcurrentQueue<(string Target, int Number)> _order = new();
    private int _overlaps;

    public LaneCompanion()
    {
        Add("left", new Side(this, "left"));
        Add("right", new Side(this, "right"));
        Commands.SetLane("run", Lane.PerTarget);
    }

    /// <summary>How often a call on an object began while another was on it.</summary>
    public int Overlaps => Volatile.Read(ref _overlaps);

    /// <summary>The numbers that <c>count</c> was given on an object, in the order in which it ran.</summary>
    public IEnumerable<int> OrderOf(string target) => _order.Where(each => each.Target == target).Select(each => each.Number);

    public Gate this[string name] => _gates.GetOrAdd(name, _ => new Gate());

    [Command("disk", Lane = "disk")]
    public Task<string> DiskAsync(string gate, CancellationToken cancellationToken) => PassAsync(gate, cancellationToken);

    [Command("plain")]
    public Task<string> PlainAsync(string gate, CancellationToken cancellationToken) => PassAsync(gate, cancellationToken);

    [Command("free", Lane = Lane.Concurrent)]
    public Task<string> FreeAsync(string gate, CancellationToken cancellationToken) => PassAsync(gate, cancellationToken);

    [Command("ask", Lane = "disk")]
    public Task<string?> AskAsync(CommandContext context) => context.Peer!.InvokeAsync<string>(new CommandCall("answer"), context.CancellationToken);

    /// <summary>Works on an object, which a reference gives, or a name.</summary>
    [Command("on", Lane = Lane.PerTarget, ResolveReferences = false)]
    public Task<string> OnAsync(object? target, string gate, CancellationToken cancellationToken) => PassAsync(gate, cancellationToken);

    [Command("count", Lane = Lane.PerTarget)]
    public async Task CountAsync(string target, int number)
    {
        if (!_running.TryAdd(target, number))
        {
            Interlocked.Increment(ref _overlaps);
        }

        await Task.Yield();
        _order.Enqueue((target, number));
        _running.TryRemove(target, out _);
    }

    private async Task<string> PassAsync(string gate, CancellationToken cancellationToken)
    {
        await this[gate].PassAsync(obeys: true, cancellationToken);
        return gate;
    }

    public sealed class Side(LaneCompanion companion, string name)
    {
        public async Task<string> WaitAsync(string gate, CancellationToken cancellationToken)
        {
            await companion.PassAsync(gate, cancellationToken);
            return name;
        }
    }
}
