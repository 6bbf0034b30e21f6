using System.Text.Json;

namespace Liaison.Messages;

/// <summary>Finds the start and end of each argument of a message, in the same pass that checks the message.</summary>
public sealed class ArgumentScanner
{
    /// <summary>Options for reading an argument again: its depth was checked by the scan.</summary>
    internal static readonly JsonReaderOptions OfScanned = new() { MaxDepth = int.MaxValue };

    private readonly List<Argument> _positional = [];
    private readonly List<Argument> _named = [];
    private Dictionary<string, int>? _indexOfName;
    private bool _hasStreams;

    /// <summary>The bytes that <c>{"$attachment": index}</c> in the scanned message refers to; null if it has no attachments.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Attachments { get; set; }

    /// <summary>The streams of the message's connection; null if <c>{"$stream": number}</c> is ordinary data.</summary>
    internal StreamSource? Streams { get; set; }

    /// <summary>Discards the scanned arguments, but keeps the <see cref="Attachments"/>.</summary>
    public void Reset()
    {
        _positional.Clear();
        _named.Clear();
        _indexOfName?.Clear();
        _hasStreams = false;
    }

    /// <summary>
    /// Scans positional arguments. The reader is at the start of an array, and ends on its end; a null means no arguments.
    /// </summary>
    /// <param name="reader">A reader over all of <paramref name="message"/>.</param>
    /// <param name="message">The bytes that the arguments will refer to.</param>
    public void ReadPositional(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        _positional.Clear();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            _positional.Add(Scanned(null, ref reader, message));
        }
    }

    /// <summary>
    /// Scans named arguments. The reader is at the start of an object, and ends on its end; a null means no arguments. If a name occurs
    /// several times, the last argument counts.
    /// </summary>
    /// <param name="reader">A reader over all of <paramref name="message"/>.</param>
    /// <param name="message">The bytes that the arguments will refer to.</param>
    public void ReadNamed(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        _named.Clear();
        _indexOfName?.Clear();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        _indexOfName ??= [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            var argument = Scanned(name, ref reader, message);
            if (_indexOfName.TryAdd(name, _named.Count))
            {
                _named.Add(argument);
            }
            else
            {
                _named[_indexOfName[name]] = argument;
            }
        }
    }

    /// <summary>Removes a named argument that a protocol uses for itself, and returns it.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="argument">The argument.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTakeNamed(string name, out Argument argument)
    {
        if (_indexOfName is null || !_indexOfName.Remove(name, out var index))
        {
            argument = default;
            return false;
        }

        argument = _named[index];
        _named.RemoveAt(index);
        for (; index < _named.Count; index++)
        {
            _indexOfName[_named[index].Name!] = index;
        }

        return true;
    }

    /// <summary>Returns the scanned arguments as an object of their own.</summary>
    public CommandArguments ToArguments(ReferenceScope references) => ToArguments(references, CommandArguments.None);

    /// <summary>Returns the scanned arguments in an object that is no longer in use.</summary>
    /// <param name="references">Where references are replaced.</param>
    /// <param name="spare">The object to fill; <see cref="CommandArguments.None"/> if there is no such object.</param>
    internal CommandArguments ToArguments(ReferenceScope references, CommandArguments spare)
    {
        if (_positional.Count + _named.Count == 0)
        {
            return CommandArguments.None;
        }

        if (spare != CommandArguments.None)
        {
            return spare.Reuse(_positional, _named, references, _hasStreams);
        }

        Argument[] items = [.. _positional, .. _named];
        return new CommandArguments(items, 0, items.Length, _positional.Count, references) { HasStreams = _hasStreams };
    }

    internal static Argument Single(string? name, byte[] json, IReadOnlyList<ReadOnlyMemory<byte>>? attachments = null)
    {
        var reader = new Utf8JsonReader(json, OfScanned);
        reader.Read();
        return ReadValue(name, ref reader, json, attachments);
    }

    private Argument Scanned(string? name, ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        var argument = ReadValue(name, ref reader, message, Attachments);
        if (argument.Kind != JsonTokenType.StartObject || StreamReference.Read(argument.Json, Streams) is not { } stream)
        {
            return argument;
        }

        _hasStreams = true;
        return argument with { Attachments = stream };
    }

    private static Argument ReadValue(
        string? name, ref Utf8JsonReader reader, ReadOnlyMemory<byte> message, IReadOnlyList<ReadOnlyMemory<byte>>? attachments)
    {
        var start = (int)reader.TokenStartIndex;
        var kind = reader.TokenType;
        var refers = LooksLikeReference(ref reader);
        if (kind is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            var depth = reader.CurrentDepth;
            while (reader.Read() && reader.CurrentDepth > depth)
            {
                refers |= LooksLikeReference(ref reader);
            }
        }

        return new Argument(name, message[start..(int)reader.BytesConsumed], kind) { MayRefer = refers, Attachments = attachments };
    }

    // An escaped first character may be a dollar sign too. Reading the string later decides.
    private static bool LooksLikeReference(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.ValueSpan is [(byte)'$' or (byte)'\\', ..];
}
