using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Messages;

/// <summary>
/// Identifies a call on its connection. The caller chooses it; it may be any JSON value. Ids are equal if their JSON is equal.
/// </summary>
public readonly struct CallId : IEquatable<CallId>
{
    private CallId(ReadOnlyMemory<byte> json) => Json = json;

    /// <summary>No id.</summary>
    public static CallId None => default;

    /// <summary>The id as one JSON value in UTF-8; empty if there is no id.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Whether there is no id.</summary>
    public bool IsNone => Json.IsEmpty;

    /// <summary>Creates an id from a number.</summary>
    public static CallId Of(long number) => new(Encoding.UTF8.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Creates an id from a string.</summary>
    public static CallId Of(string text) => new(Written(text));

    /// <summary>Creates an id from the JSON in a message.</summary>
    /// <param name="json">One JSON value in UTF-8, whose bytes must no longer change; empty for no id.</param>
    public static CallId FromJson(ReadOnlyMemory<byte> json)
    {
        // Equal strings can be written with or without escapes, so escapes are normalized.
        if (json.Span is [(byte)'"', ..] span && span.Contains((byte)'\\') && TryReadText(span) is { } text)
        {
            return new CallId(Written(text));
        }

        return new CallId(json);
    }

    /// <summary>Whether both ids are equal.</summary>
    public static bool operator ==(CallId left, CallId right) => left.Equals(right);

    /// <summary>Whether the ids differ.</summary>
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

    // Null for half of a surrogate pair, which is valid JSON, but not valid text.
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
