using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>Reads JSON that this end has written.</summary>
internal static class JsonReading
{
    /// <summary>Options without a depth limit: the depth was limited when the JSON was written.</summary>
    public static readonly JsonReaderOptions OfWritten = new() { MaxDepth = int.MaxValue };

    /// <summary>Whether the string or name that the reader has read is this text. Half of a surrogate pair is no text, and equals none.</summary>
    public static bool Equals(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        try
        {
            return reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
