using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Messages;

/// <summary>What a call is known by on its connection: any JSON value, which its caller chose. Two that are written alike are equal.</summary>
public readonly struct CallId : IEquatable<CallId>
{
    private CallId(ReadOnlyMemory<byte> json) => Json = json;

    /// <summary>No id at all.</summary>
    public static CallId None => default;

    /// <summary>The id as one JSON value in UTF-8; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Whether there is no id.</summary>
    public bool IsNone => Json.IsEmpty;

    /// <summary>An id that is a number.</summary>
    public static CallId Of(long number) => new(Encoding.UTF8.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>An id that is a string.</summary>
    public static CallId Of(string text) => new(Written(text));

    /// <summary>An id as it stands in a message.</summary>
    /// <param name="json">One JSON value in UTF-8, which must not be written to any more; empty for none.</param>
    public static CallId FromJson(ReadOnlyMemory<byte> json)
    {
        // The same text can be written with escapes and without.
        if (json.Span is [(byte)'"', ..] span && span.Contains((byte)'\\') && TryReadText(span) is { } text)
        {
            return new CallId(Written(text));
        }

        return new CallId(json);
    }

    /// <summary>Whether both have the same id.</summary>
    public static bool operator ==(CallId left, CallId right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(CallId left, CallId right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(CallId other) => Json.Span.SequenceEqual(other.Json.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CallId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Json.Span);
        return hash.ToHashCode();
    }

    /// <summary>The id as JSON.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Json.Span);

    private static byte[] Written(string text) => [(byte)'"', .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];

    // Null for half of a surrogate pair, which is JSON, but no text.
    private static string? TryReadText(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
