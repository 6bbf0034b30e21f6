using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>How to read JSON that this end has written.</summary>
internal static class JsonReading
{
    /// <summary>Options without a depth limit: the depth was limited when the JSON was written.</summary>
    public static readonly JsonReaderOptions OfWritten = new() { MaxDepth = int.MaxValue };
}
