using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Liaison.Commands;
using Liaison.Companions.Targets;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>The named objects of a <see cref="Companion"/>. Thread-safe.</summary>
public sealed class ObjectNamespace : IOpaque
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly MadeObjects _made = new();

    // Every object that the application ever added. If a peer replaces its name and a function returns the object again, it still belongs
    // to the application.
    private readonly ConditionalWeakTable<object, object?> _applications = [];
    private readonly int _maxNames;

    // Changes are made one at a time, so that the counts agree with the entries. Counting all names on each change would be too slow.
    private readonly Lock _changing = new();
    private readonly Dictionary<object, int> _namesOf = new(ReferenceEqualityComparer.Instance);
    private int _count;

    internal ObjectNamespace(int maxNames) => _maxNames = maxNames;

    private enum Origin
    {
        /// <summary>A peer stored, registered or created the object.</summary>
        Peer,

        /// <summary>The application added the object.</summary>
        Application,

        /// <summary>The name always exists.</summary>
        Reserved,
    }

    /// <summary>How many names there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A snapshot of the names, in ordinal order, and their values.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Snapshot() =>
        [.. _entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Value))];

    /// <summary>Finds the value of a name.</summary>
    public bool TryGet(string name, out object? value)
    {
        var found = _entries.TryGetValue(name, out var entry);
        value = entry.Value;
        return found;
    }

    /// <summary>Whether the name exists.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>Gives a name to a value that a peer stored, registered or created.</summary>
    /// <param name="name">The name. Its previous value loses it.</param>
    /// <param name="value">The value.</param>
    /// <param name="made">Whether the value was created for the name, so that it is disposed when its last name is removed.</param>
    /// <exception cref="CommandException">The name is not valid, is reserved, or there are too many names.</exception>
    internal async ValueTask SetAsync(string name, object? value, bool made)
    {
        CheckName(name);
        if (made && !IsApplications(value))
        {
            _made.Add(value);
        }

        var replaced = Change(name, new Entry(value, Origin.Peer));
        await LetGoAsync(replaced).ConfigureAwait(false);
    }

    /// <summary>Gives a name to an object of the application. The application still owns the object.</summary>
    /// <exception cref="CommandException">The name is not valid, is reserved, or there are too many names.</exception>
    internal void Put(string name, object value)
    {
        CheckName(name);
        Own(value);
        Change(name, new Entry(value, Origin.Application));
    }

    /// <summary>Sets a name that peers can neither replace nor delete.</summary>
    internal void Reserve(string name, object value)
    {
        Own(value);
        Change(name, new Entry(value, Origin.Reserved));
    }

    /// <summary>Removes a name; false if it does not exist.</summary>
    internal async ValueTask<bool> RemoveAsync(string name)
    {
        CheckReserved(name);
        if (!_entries.ContainsKey(name))
        {
            return false;
        }

        await LetGoAsync(Change(name, null)).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Disposes the objects that peers created, the newest first, and removes all names. Returns the exceptions of those that failed.
    /// </summary>
    internal ValueTask<IReadOnlyList<Exception>> DisposeMadeAsync()
    {
        lock (_changing)
        {
            _entries.Clear();
            _namesOf.Clear();
            _count = 0;
        }

        return _made.DisposeAllAsync();
    }

    /// <summary>Checks that a name can be set.</summary>
    /// <exception cref="CommandException">The name is not valid, is reserved, or there are too many names.</exception>
    internal void CheckName(string name)
    {
        CheckReserved(name);
        if (!TargetParser.IsName(name))
        {
            throw new CommandException(ErrorCode.BadArguments, $"'{Expectation.Shorten(name)}' cannot be a name: a name has only letters, digits and _, and does not begin with a digit.");
        }

        if (Count >= _maxNames && !_entries.ContainsKey(name))
        {
            throw new CommandException(
                ErrorCode.BadArguments, $"There are {Count} names already, as many as are allowed. Delete some, or raise CompanionOptions.MaxNames.");
        }
    }

    // A message may contain null in the place of a name.
    private void CheckReserved([NotNull] string? name)
    {
        if (name is null)
        {
            throw new CommandException(ErrorCode.BadArguments, "The name is null. Give a name of letters, digits and _.");
        }

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

    private ValueTask LetGoAsync(object? nameless) =>
        nameless is not null && _made.Contains(nameless) ? _made.DisposeAsync(nameless) : default;

    /// <summary>Sets or removes a name. Returns the previous value if it is disposable and has no other name.</summary>
    private object? Change(string name, Entry? entry)
    {
        lock (_changing)
        {
            var existed = _entries.TryGetValue(name, out var old);
            if (entry is { } given)
            {
                _entries[name] = given;
                _count += existed ? 0 : 1;
                CountNames(given.Value, 1);
            }
            else if (existed)
            {
                _entries.TryRemove(name, out _);
                _count--;
            }

            return existed && CountNames(old.Value, -1) == 0 ? old.Value : null;
        }
    }

    // One object may have several names. It lives until its last name is removed.
    private int CountNames(object? value, int change)
    {
        if (value is not (IDisposable or IAsyncDisposable))
        {
            return 0;
        }

        ref var names = ref CollectionsMarshal.GetValueRefOrAddDefault(_namesOf, value, out _);
        names += change;
        var left = names;
        if (left == 0)
        {
            _namesOf.Remove(value);
        }

        return left;
    }

    private readonly record struct Entry(object? Value, Origin Origin);
}
