using System.Text.Json;

namespace Liaison.Messages;

/// <summary>Finds where each argument of a message begins and ends, in the one pass that also checks the message.</summary>
public sealed class ArgumentScanner
{
    /// <summary>How an argument is read again: how deep it is was checked when it was scanned.</summary>
    internal static readonly JsonReaderOptions OfScanned = new() { MaxDepth = int.MaxValue };

    private readonly List<Argument> _positional = [];
    private readonly List<Argument> _named = [];
    private readonly Dictionary<string, int> _indexOfName = [];
    private CommandArguments? _spare;
    private bool _hasStreams;

    /// <summary>What <c>{"$attachment": index}</c> in the message that is scanned stands for; null where it has none.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Attachments { get; set; }

    /// <summary>The streams of the connection that messages come over; null where <c>{"$stream": number}</c> is data like any other.</summary>
    internal StreamSource? Streams { get; set; }

    /// <summary>Forgets what was scanned, but not the <see cref="Attachments"/>.</summary>
    public void Reset()
    {
        _positional.Clear();
        _named.Clear();
        _indexOfName.Clear();
        _hasStreams = false;
    }

    /// <summary>Reads positional arguments; the reader stands on the array's start and is left on its end, or on a null, which has none.</summary>
    /// <param name="reader">A reader over all of <paramref name="message"/>.</param>
    /// <param name="message">The bytes that the arguments will point into.</param>
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
    /// Reads arguments by name, of equal names the last; the reader stands on the object's start and is left on its end, or on a null,
    /// which has none.
    /// </summary>
    /// <param name="reader">A reader over all of <paramref name="message"/>.</param>
    /// <param name="message">The bytes that the arguments will point into.</param>
    public void ReadNamed(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        _named.Clear();
        _indexOfName.Clear();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

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

    /// <summary>Takes out the argument of that name, so that it is none any more: what a protocol has put among them for itself.</summary>
    /// <param name="name">The name, which is compared exactly.</param>
    /// <param name="argument">The argument.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTakeNamed(string name, out Argument argument)
    {
        if (!_indexOfName.Remove(name, out var index))
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

    /// <summary>What was scanned, as arguments of their own.</summary>
    public CommandArguments ToArguments(ReferenceScope references)
    {
        if (_positional.Count + _named.Count == 0)
        {
            return CommandArguments.None;
        }

        if (_spare is { } spare)
        {
            _spare = null;
            return spare.Reuse(_positional, _named, references, _hasStreams);
        }

        Argument[] items = [.. _positional, .. _named];
        return new CommandArguments(items, 0, items.Length, _positional.Count, references) { HasStreams = _hasStreams };
    }

    /// <summary>Takes arguments that were made here, and that nobody refers to any more, to be made others.</summary>
    internal void GiveBack(CommandArguments arguments) => _spare = arguments == CommandArguments.None ? _spare : arguments;

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

    // An escaped first character may be a dollar sign too: whoever reads the string decides.
    private static bool LooksLikeReference(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.ValueSpan is [(byte)'$' or (byte)'\\', ..];
}
