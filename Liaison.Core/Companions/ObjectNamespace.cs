using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>The named objects of a <see cref="Companion"/>. Thread-safe.</summary>
public sealed class ObjectNamespace : IOpaque
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly MadeObjects _made = new();

    // Ever put in: a peer that replaced the name can still have a function give the object, which stays the application's.
    private readonly ConditionalWeakTable<object, object?> _applications = [];
    private readonly int _maxNames;

    internal ObjectNamespace(int maxNames) => _maxNames = maxNames;

    private enum Origin
    {
        /// <summary>A peer stored or registered it, or had it made.</summary>
        Peer,

        /// <summary>The application put it in.</summary>
        Application,

        /// <summary>It is always there.</summary>
        Reserved,
    }

    /// <summary>How many names there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The names, in ordinal order, and what they stand for; a snapshot.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Snapshot() =>
        [.. _entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Value))];

    /// <summary>What the name stands for.</summary>
    public bool TryGet(string name, out object? value)
    {
        var found = _entries.TryGetValue(name, out var entry);
        value = entry.Value;
        return found;
    }

    /// <summary>Whether there is such a name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>Gives a name to a value that a peer stored, registered or had made.</summary>
    /// <param name="name">The name; what it stood for before is let go.</param>
    /// <param name="value">The value.</param>
    /// <param name="made">Whether the value was made for the name, so that it is disposed when its last name goes.</param>
    /// <exception cref="CommandException">The name is not one, is reserved, or there are too many.</exception>
    internal async ValueTask SetAsync(string name, object? value, bool made)
    {
        CheckName(name);
        if (made && !IsApplications(value))
        {
            _made.Add(value);
        }

        object? replaced = null;
        _entries.AddOrUpdate(name, new Entry(value, Origin.Peer), (_, old) =>
        {
            replaced = old.Value;
            return new Entry(value, Origin.Peer);
        });
        await LetGoAsync(replaced).ConfigureAwait(false);
    }

    /// <summary>Gives a name to an object of the application's, which stays the application's.</summary>
    /// <exception cref="CommandException">The name is not one, is reserved, or there are too many.</exception>
    internal void Put(string name, object value)
    {
        CheckName(name);
        Own(value);
        _entries[name] = new Entry(value, Origin.Application);
    }

    /// <summary>Sets a name that peers can neither replace nor delete.</summary>
    internal void Reserve(string name, object value)
    {
        Own(value);
        _entries[name] = new Entry(value, Origin.Reserved);
    }

    /// <summary>Lets a name go; false where there is none.</summary>
    internal async ValueTask<bool> RemoveAsync(string name)
    {
        CheckReserved(name);
        if (!_entries.TryRemove(name, out var entry))
        {
            return false;
        }

        await LetGoAsync(entry.Value).ConfigureAwait(false);
        return true;
    }

    /// <summary>Disposes what peers had made, the newest first, and lets every name go. Gives what failed.</summary>
    internal ValueTask<IReadOnlyList<Exception>> DisposeMadeAsync()
    {
        _entries.Clear();
        return _made.DisposeAllAsync();
    }

    /// <summary>Checks that a name can be set.</summary>
    /// <exception cref="CommandException">It is not one, is reserved, or there are too many.</exception>
    internal void CheckName(string name)
    {
        CheckReserved(name);
        if (!TargetParser.IsName(name))
        {
            throw new CommandException(ErrorCode.BadArguments, $"'{Expectation.Shorten(name)}' cannot be a name: names are letters, digits and _, and begin with no digit.");
        }

        if (_entries.Count >= _maxNames && !_entries.ContainsKey(name))
        {
            throw new CommandException(
                ErrorCode.BadArguments, $"There are {_entries.Count} names already, as many as are allowed. Delete some, or raise CompanionOptions.MaxNames.");
        }
    }

    private void CheckReserved(string name)
    {
        if (_entries.TryGetValue(name, out var present) && present.Origin == Origin.Reserved)
        {
            throw new CommandException(
                ErrorCode.BadArguments, $"'{name}' is always there: it can be neither replaced nor deleted. Take another name.");
        }
    }

    private bool IsApplications(object? value) => value is not null && _applications.TryGetValue(value, out _);

    private void Own(object value)
    {
        _applications.TryAdd(value, null);
        _made.Forget(value);
    }

    // Several names may stand for one object: it lives until the last of them goes.
    private ValueTask LetGoAsync(object? value) =>
        value is not null && _made.Contains(value) && !_entries.Values.Any(entry => ReferenceEquals(entry.Value, value))
            ? _made.DisposeAsync(value)
            : default;

    private readonly record struct Entry(object? Value, Origin Origin);
}
