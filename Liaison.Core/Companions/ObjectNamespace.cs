using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>The named objects of a <see cref="Companion"/>. Thread-safe.</summary>
public sealed class ObjectNamespace : IOpaque
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly int _maxNames;
    private long _sequence;

    internal ObjectNamespace(int maxNames) => _maxNames = maxNames;

    /// <summary>How many names there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The names, in ordinal order, and what they stand for; a snapshot.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Snapshot() =>
        [.. _entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Value))];

    /// <summary>What the name stands for.</summary>
    public bool TryGet(string name, out object? value)
    {
        var found = _entries.TryGetValue(name, out var entry);
        value = entry?.Value;
        return found;
    }

    /// <summary>Whether there is such a name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>Gives a name to a value; one that the name stood for before is let go, and disposed if a peer made it.</summary>
    /// <exception cref="CommandException">The name is not one, is reserved, or there are too many.</exception>
    internal async ValueTask SetAsync(string name, object? value, bool owned)
    {
        CheckName(name);
        var entry = new Entry(value, owned, Interlocked.Increment(ref _sequence), IsReserved: false);
        Entry? replaced = null;
        _entries.AddOrUpdate(name, entry, (_, old) =>
        {
            replaced = old.IsReserved ? throw Reserved(name) : old;
            return entry;
        });
        if (replaced is not null && !ReferenceEquals(replaced.Value, value))
        {
            await DisposeUnlessSharedAsync(replaced).ConfigureAwait(false);
        }
    }

    /// <summary>Sets a name that peers can neither replace nor delete.</summary>
    internal void Reserve(string name, object value) => _entries[name] = new Entry(value, Owned: false, 0, IsReserved: true);

    /// <summary>Lets a name go, and disposes what it stood for if a peer made it; false where there is none.</summary>
    internal async ValueTask<bool> RemoveAsync(string name)
    {
        if (_entries.TryGetValue(name, out var entry) && entry.IsReserved)
        {
            throw Reserved(name);
        }

        if (!_entries.TryRemove(name, out entry))
        {
            return false;
        }

        await DisposeUnlessSharedAsync(entry).ConfigureAwait(false);
        return true;
    }

    /// <summary>Disposes what peers made, the newest first, and lets every name go. Gives what failed.</summary>
    internal async ValueTask<IReadOnlyList<Exception>> DisposeOwnedAsync()
    {
        var failures = new List<Exception>();
        var entries = _entries.Values.OrderByDescending(entry => entry.Sequence).ToList();
        _entries.Clear();
        foreach (var value in entries.Where(entry => entry.Owned).Select(entry => entry.Value).Distinct(ReferenceEqualityComparer.Instance))
        {
            try
            {
                await DisposeAsync(value).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }

    /// <summary>Sets a name to an object of the application's.</summary>
    internal void Put(string name, object value)
    {
        CheckName(name);
        _entries[name] = new Entry(value, Owned: false, Interlocked.Increment(ref _sequence), IsReserved: false);
    }

    /// <summary>Checks that a name can be set.</summary>
    /// <exception cref="CommandException">It is not one, is reserved, or there are too many.</exception>
    internal void CheckName(string name)
    {
        if (_entries.TryGetValue(name, out var present) && present.IsReserved)
        {
            throw Reserved(name);
        }

        if (!TargetParser.IsName(name))
        {
            throw new CommandException(ErrorCode.BadArguments, $"'{name}' cannot be a name: names are letters, digits and _, and begin with no digit.");
        }

        if (_entries.Count >= _maxNames && !_entries.ContainsKey(name))
        {
            throw new CommandException(
                ErrorCode.BadArguments, $"There are {_entries.Count} names already, as many as are allowed. Delete some, or raise CompanionOptions.MaxNames.");
        }
    }

    private static CommandException Reserved(string name) =>
        new(ErrorCode.BadArguments, $"'{name}' is always there: it can be neither replaced nor deleted. Take another name.");

    // Two names may stand for one object: it lives until the last of them goes.
    private ValueTask DisposeUnlessSharedAsync(Entry entry) =>
        entry is { Owned: true, Value: not null } && !_entries.Values.Any(other => ReferenceEquals(other.Value, entry.Value))
            ? DisposeAsync(entry.Value)
            : default;

    [SuppressMessage("Usage", "CA1816", Justification = "These are the objects of peers, not this one.")]
    private static async ValueTask DisposeAsync(object? value)
    {
        if (value is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else if (value is IDisposable disposable)
        {
            disposable.Dispose();
        }
    }

    private sealed record Entry(object? Value, bool Owned, long Sequence, bool IsReserved);
}
