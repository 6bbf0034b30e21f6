using System.Text.Json;

namespace Liaison.Messages;

/// <summary>A command's arguments: the positional ones in order, then those by name, each still in UTF-8 JSON.</summary>
/// <remarks>
/// A command with a parameter of this type is given, unread, whatever arguments its other parameters left; that is how <c>run</c>
/// passes arguments on.
/// </remarks>
public sealed class CommandArguments
{
    private readonly Argument[] _items;
    private readonly int _start;
    private readonly int _end;

    internal CommandArguments(Argument[] items, int start, int end, int positional, ReferenceScope references)
    {
        _items = items;
        _start = start;
        _end = end;
        PositionalCount = positional;
        References = references;
    }

    /// <summary>No arguments at all.</summary>
    public static CommandArguments None { get; } = new([], 0, 0, 0, ReferenceScope.All);

    /// <summary>How many arguments there are.</summary>
    public int Count => _end - _start;

    /// <summary>How many of them, the first ones, are positional.</summary>
    public int PositionalCount { get; }

    /// <summary>Where in them references are replaced.</summary>
    public ReferenceScope References { get; }

    /// <summary>One argument; those by name follow the positional ones.</summary>
    public Argument this[int index] => _items.AsSpan(_start, Count)[index];

    /// <summary>Writes values as arguments, with the given options.</summary>
    /// <exception cref="NotSupportedException">A value cannot be written as JSON.</exception>
    public static CommandArguments Of(
        ReadOnlySpan<object?> positional, IReadOnlyDictionary<string, object?>? named, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var items = new Argument[positional.Length + (named?.Count ?? 0)];
        var next = 0;
        foreach (var value in positional)
        {
            items[next++] = Written(null, value, options);
        }

        foreach (var (name, value) in named ?? new Dictionary<string, object?>())
        {
            items[next++] = Written(name, value, options);
        }

        return new CommandArguments(items, 0, items.Length, positional.Length, ReferenceScope.All);
    }

    /// <summary>All but the first positional arguments, and all of those by name.</summary>
    internal CommandArguments SkipPositional(int count) =>
        count == 0 ? this : new CommandArguments(_items, _start + count, _end, PositionalCount - count, References);

    /// <summary>The positional arguments, and of those by name the ones at the given indexes.</summary>
    internal CommandArguments KeepNamed(IEnumerable<int> indexes)
    {
        Argument[] kept = [.. _items.AsSpan(_start, PositionalCount), .. indexes.Select(index => this[index])];
        return new CommandArguments(kept, 0, kept.Length, PositionalCount, References);
    }

    private static Argument Written(string? name, object? value, JsonSerializerOptions options)
    {
        var json = value is null ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(value, options.GetTypeInfo(value.GetType()));
        return ArgumentScanner.Single(name, json);
    }
}
