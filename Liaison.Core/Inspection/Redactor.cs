using System.Text;
using System.Text.Json;

namespace Liaison.Inspection;

/// <summary>Copies the beginning of a message's JSON, without secret values.</summary>
/// <param name="names">The words that mark the names of secret values.</param>
/// <param name="maxBytes">How many bytes of a text are kept.</param>
internal sealed class Redactor(IEnumerable<string> names, int maxBytes)
{
    /// <summary>The replacement of a secret value.</summary>
    public const string Placeholder = "[redacted]";

    private const int MaxNameBytes = 256;

    private static readonly byte[] Stand = Encoding.UTF8.GetBytes($"\"{Placeholder}\"");

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 1_000 };

    private readonly byte[][] _names = [.. names.Select(name => Encoding.UTF8.GetBytes(name).Select(Lower).Where(IsKept).ToArray())];

    /// <summary>Whether a value with this name is secret.</summary>
    public bool IsSecret(string name) => IsSecret(Encoding.UTF8.GetBytes(name));

    /// <summary>
    /// The text or its beginning, and whether it was cut. It is also cut
    /// where it is not valid JSON, since the rest cannot be checked.
    /// </summary>
    /// <param name="json">The message.</param>
    /// <param name="hidden">The positions of values that are secret whatever their names are, in order.</param>
    /// <param name="allStrings">Whether every string below the message's top level is secret.</param>
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

                    // If the value is longer than the kept part of the text, its rest is dropped too.
                    var isWhole = reader.TrySkip();
                    copy.Skip(isWhole ? (int)reader.BytesConsumed : part.Length);
                    if (!isWhole)
                    {
                        return copy.Cut();
                    }
                }
            }

            // A string that is cut at the end may be the beginning of a secret.
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
            // The name has half of a surrogate pair, so it cannot be compared.
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

    // True for an address that contains ?token=...
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
