using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>How JSON of this end's own is read again.</summary>
internal static class JsonReading
{
    /// <summary>Its depth was bounded when it was written.</summary>
    public static readonly JsonReaderOptions OfWritten = new() { MaxDepth = int.MaxValue };
}
