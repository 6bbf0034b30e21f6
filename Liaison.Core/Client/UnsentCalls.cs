using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Client;

/// <summary>The queue of calls that wait for a connection, and its limits. Guarded by the lock of the <see cref="HostLink"/>.</summary>
internal sealed class UnsentCalls(int maxCalls, long maxBytes)
{
    private readonly LinkedList<Unsent> _waiting = new();
    private long _bytes;

    /// <exception cref="LiaisonException">The limit on waiting calls, or on their bytes, is reached.</exception>
    public void Add(Unsent unsent)
    {
        if (_waiting.Count >= maxCalls)
        {
            throw new LiaisonException(ClientErrors.TooManyUnsent(unsent.What, maxCalls));
        }

        if (_waiting.Count > 0 && _bytes + unsent.Bytes > maxBytes)
        {
            throw new LiaisonException(ClientErrors.TooManyBytesUnsent(unsent.What, maxBytes));
        }

        _waiting.AddLast(unsent);
        _bytes += unsent.Bytes;
    }

    public void Remove(Unsent unsent)
    {
        if (_waiting.Remove(unsent))
        {
            _bytes -= unsent.Bytes;
        }
    }

    /// <summary>The contracts of the waiting calls.</summary>
    public IEnumerable<GeneratedContract> Contracts => _waiting.Select(unsent => unsent.Contract).OfType<GeneratedContract>().Distinct();

    /// <summary>Sends all calls over a connection. Calls that the connection cannot send any more stay in the queue.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="refusals">Why the host refuses each contract of the waiting calls; null if it accepts the contract.</param>
    public void SendAll(ClientSession session, IReadOnlyDictionary<GeneratedContract, LiaisonException?> refusals)
    {
        while (_waiting.First is { } first && first.Value.TrySend(session, first.Value.Contract is { } contract ? refusals[contract] : null))
        {
            _waiting.RemoveFirst();
            _bytes -= first.Value.Bytes;
        }
    }

    /// <summary>Fails all waiting calls.</summary>
    public void FailAll(CommandError error)
    {
        foreach (var unsent in _waiting)
        {
            unsent.Fail(new LiaisonException(error));
        }

        _waiting.Clear();
        _bytes = 0;
    }
}
