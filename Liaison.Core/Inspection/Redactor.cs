using System.Text;
using System.Text.Json;

namespace Liaison.Inspection;

/// <summary>Copies the beginning of a message's JSON, without the values that are not to be kept.</summary>
/// <param name="names">What the names of their members contain.</param>
/// <param name="maxBytes">How many bytes of a text are kept.</param>
internal sealed class Redactor(IEnumerable<string> names, int maxBytes)
{
    /// <summary>What stands for a value that is not kept.</summary>
    public const string Placeholder = "[redacted]";

    private const int MaxNameBytes = 256;

    private static readonly byte[] Stand = Encoding.UTF8.GetBytes($"\"{Placeholder}\"");

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 1_000 };

    private readonly byte[][] _names = [.. names.Select(name => Encoding.UTF8.GetBytes(name).Select(Lower).Where(IsKept).ToArray())];

    /// <summary>Whether what has that name is not to be kept.</summary>
    public bool IsSecret(string name) => IsSecret(Encoding.UTF8.GetBytes(name));

    /// <summary>The text, or its beginning, and whether it was cut. What follows a place where it is no JSON is cut too: nobody knows what it means.</summary>
    /// <param name="json">The message.</param>
    /// <param name="hidden">Values of the message that are not to be kept whatever their names are, in order.</param>
    /// <param name="allStrings">Whether no string inside of the message's own members is kept.</param>
    public (byte[] Text, bool IsCut) Copy(ReadOnlySpan<byte> json, IReadOnlyList<Range>? hidden = null, bool allStrings = false)
    {
        var copy = new RedactedCopy(Math.Min(json.Length, maxBytes));
        var part = json[..Math.Min(json.Length, maxBytes)];
        var reader = new Utf8JsonReader(part, isFinalBlock: part.Length == json.Length, new JsonReaderState(Reading));
        var next = 0;
        var isHidden = false;
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                while (hidden is not null && next < hidden.Count && hidden[next].Start.Value < start)
                {
                    next++;
                }

                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    isHidden = IsSecretMember(ref reader);
                    continue;
                }

                var hides = isHidden || (hidden is not null && next < hidden.Count && hidden[next].Start.Value == start) || IsSecretText(ref reader, allStrings);
                isHidden = false;
                if (hides && !IsEnd(reader.TokenType))
                {
                    copy.Append(part, start);
                    copy.Put(Stand);

                    // The rest of a value that is longer than what is kept is not kept either.
                    var isWhole = reader.TrySkip();
                    copy.Skip(isWhole ? (int)reader.BytesConsumed : part.Length);
                    if (!isWhole)
                    {
                        return copy.Cut();
                    }
                }
            }

            // A string that is cut at the end might be the beginning of what is not to be kept.
            var isCut = json.Length > part.Length;
            var isOpen = isHidden || allStrings || (hidden is not null && next < hidden.Count) || part[(int)reader.BytesConsumed..].Contains((byte)'=');
            copy.Append(part, isCut && isOpen ? (int)reader.BytesConsumed : part.Length);
            return isCut ? copy.Cut() : copy.End();
        }
        catch (JsonException)
        {
            copy.Append(part, (int)reader.BytesConsumed);
            return copy.Cut();
        }
    }

    private static bool IsEnd(JsonTokenType token) => token is JsonTokenType.EndObject or JsonTokenType.EndArray;

    private static byte Lower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;

    private static bool IsKept(byte letter) => letter is not ((byte)'_' or (byte)'-' or (byte)' ');

    private bool IsSecretMember(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return IsSecret(reader.ValueSpan);
        }

        try
        {
            return IsSecret(Encoding.UTF8.GetBytes(reader.GetString()!));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: nobody can say what it is called.
            return true;
        }
    }

    private bool IsSecret(ReadOnlySpan<byte> name)
    {
        Span<byte> plain = stackalloc byte[MaxNameBytes];
        var length = 0;
        foreach (var letter in name)
        {
            if (IsKept(letter))
            {
                if (length == MaxNameBytes)
                {
                    return true;
                }

                plain[length++] = Lower(letter);
            }
        }

        foreach (var part in _names)
        {
            if (plain[..length].IndexOf(part) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    // An address with ?token=... in it.
    private bool IsSecretText(ref Utf8JsonReader reader, bool allStrings)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        if (allStrings && reader.CurrentDepth > 1)
        {
            return true;
        }

        var text = reader.ValueSpan;
        for (var equals = text.IndexOf((byte)'='); equals >= 0; equals = text.IndexOf((byte)'='))
        {
            var before = text[..equals];
            var start = before.LastIndexOfAny((byte)'?', (byte)'&', (byte)';');
            if (start >= 0 && IsSecret(before[(start + 1)..]))
            {
                return true;
            }

            text = text[(equals + 1)..];
            if (start >= 0 && text.IndexOfAny((byte)'?', (byte)'&', (byte)';') < 0)
            {
                return false;
            }
        }

        return false;
    }
}
