using System.Text.Json;

namespace Liaison.Messages;

/// <summary>The arguments of a command: first the positional ones in order, then the named ones, each still as UTF-8 JSON.</summary>
/// <remarks>
/// A command parameter of this type receives, unread, all arguments that the other parameters do not take. <c>run</c> passes arguments on
/// in this way.
/// </remarks>
public sealed class CommandArguments
{
    /// <summary>For how many arguments an object that is reused keeps the space.</summary>
    internal const int MaxKeptArguments = 16;

    private readonly int _start;
    private Argument[] _items;
    private int _end;

    internal CommandArguments(Argument[] items, int start, int end, int positional, ReferenceScope references)
    {
        _items = items;
        _start = start;
        _end = end;
        PositionalCount = positional;
        References = references;
    }

    /// <summary>No arguments.</summary>
    public static CommandArguments None { get; } = new([], 0, 0, 0, ReferenceScope.All);

    /// <summary>How many arguments there are.</summary>
    public int Count => _end - _start;

    /// <summary>How many arguments are positional; these come first.</summary>
    public int PositionalCount { get; private set; }

    /// <summary>Where references are replaced in the arguments.</summary>
    public ReferenceScope References { get; private set; }

    /// <summary>One argument; named arguments follow the positional ones.</summary>
    public Argument this[int index] => _items.AsSpan(_start, Count)[index];

    /// <summary>Whether any of them is a stream.</summary>
    internal bool HasStreams { get; set; }

    /// <summary>Whether all arguments are positional, and none can contain a reference.</summary>
    internal bool ArePlain
    {
        get
        {
            if (PositionalCount != Count)
            {
                return false;
            }

            foreach (ref readonly var argument in _items.AsSpan(_start, Count))
            {
                if (argument.MayRefer)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The JSON of one argument.</summary>
    internal ReadOnlySpan<byte> JsonOf(int index) => _items.AsSpan(_start, Count)[index].Json.Span;

    /// <summary>Writes values as arguments, with the given options.</summary>
    /// <param name="positional">The arguments by position.</param>
    /// <param name="named">The arguments by name; null for none.</param>
    /// <param name="options">How values are written: the options of a companion or a client, which support bytes and references.</param>
    /// <param name="attach">
    /// Whether bytes are attached, instead of written as base64. Attached bytes are not copied: they must not change until the call was
    /// sent.
    /// </param>
    /// <param name="escape">
    /// Whether every string that begins with <c>$</c>, at any depth, and every such argument name is data, so that only a
    /// <see cref="Reference"/> is a reference. Use it only for commands that replace references: other commands would read
    /// <c>$$text</c> unchanged, and not as <c>$text</c>.
    /// </param>
    /// <exception cref="NotSupportedException">A value cannot be written as JSON.</exception>
    public static CommandArguments Of(
        ReadOnlySpan<object?> positional, IReadOnlyDictionary<string, object?>? named, JsonSerializerOptions options, bool attach = false, bool escape = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ReadOnlyMemory<byte>>? attachments = attach ? [] : null;
        using var attaching = AttachmentScope.Write(attachments);
        using var escaping = EscapeScope.Begin(escape);
        var items = new Argument[positional.Length + (named?.Count ?? 0)];
        var next = 0;
        foreach (var value in positional)
        {
            items[next++] = Written(null, value, options, escape, attachments);
        }

        foreach (var (name, value) in named ?? new Dictionary<string, object?>())
        {
            items[next++] = Written(escape ? DollarText.EscapeName(name) : name, value, options, escape, attachments);
        }

        return new CommandArguments(items, 0, items.Length, positional.Length, ReferenceScope.All);
    }

    /// <summary>Fills this object with other arguments. The old ones must no longer be in use.</summary>
    internal CommandArguments Reuse(List<Argument> positional, List<Argument> named, ReferenceScope references, bool hasStreams)
    {
        var count = positional.Count + named.Count;
        if (_items.Length < count)
        {
            _items = new Argument[count];
        }

        positional.CopyTo(_items);
        named.CopyTo(_items, positional.Count);
        (_end, PositionalCount, References, HasStreams) = (count, positional.Count, references, hasStreams);
        return this;
    }

    /// <summary>Lets go of the message's bytes, so that the object can be reused.</summary>
    internal void Clear()
    {
        if (_end == 0)
        {
            return;
        }

        Array.Clear(_items, 0, _end);
        _items = _items.Length > MaxKeptArguments ? [] : _items;
        (_end, PositionalCount, HasStreams) = (0, 0, false);
    }

    /// <summary>The same arguments, with every string as data.</summary>
    internal CommandArguments WithoutReferences() => Count == 0 ? this : new CommandArguments(_items, _start, _end, PositionalCount, ReferenceScope.None);

    /// <summary>
    /// The same arguments for a protocol with references. If every string is data, strings that look like references are escaped.
    /// </summary>
    internal CommandArguments WithEscapedData()
    {
        if (Count == 0 || References != ReferenceScope.None)
        {
            return this;
        }

        var items = new Argument[Count];
        for (var i = 0; i < Count; i++)
        {
            var argument = this[i];
            items[i] = argument.MayRefer ? ArgumentScanner.Single(argument.Name, DollarText.Escape(argument.Json.Span), argument.Attachments) : argument;
        }

        return new CommandArguments(items, 0, items.Length, PositionalCount, ReferenceScope.All);
    }

    /// <summary>The same arguments, with some of them replaced.</summary>
    internal CommandArguments With(Func<Argument, int, Argument> replaced)
    {
        var items = new Argument[Count];
        for (var i = 0; i < Count; i++)
        {
            items[i] = replaced(this[i], i);
        }

        return new CommandArguments(items, 0, items.Length, PositionalCount, References);
    }

    /// <summary>All named arguments, and all positional ones except the first.</summary>
    internal CommandArguments SkipPositional(int count) =>
        count == 0 ? this : new CommandArguments(_items, _start + count, _end, PositionalCount - count, References);

    /// <summary>All positional arguments, and the named ones at the given indexes.</summary>
    internal CommandArguments KeepNamed(IEnumerable<int> indexes)
    {
        Argument[] kept = [.. _items.AsSpan(_start, PositionalCount), .. indexes.Select(index => this[index])];
        return new CommandArguments(kept, 0, kept.Length, PositionalCount, References);
    }

    private static Argument Written(string? name, object? value, JsonSerializerOptions options, bool escape, List<ReadOnlyMemory<byte>>? attachments)
    {
        var before = attachments?.Count ?? 0;
        var json = value is null ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(value, options.GetTypeInfo(value.GetType()));
        var argument = ArgumentScanner.Single(name, json, attachments?.Count > before ? attachments : null);
        return escape && argument.MayRefer ? ArgumentScanner.Single(name, DollarText.Escape(json), argument.Attachments) : argument;
    }
}
