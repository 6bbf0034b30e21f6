using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Liaison.Hosting;

namespace Liaison.Transports;

/// <summary>
/// Finds the ready message in the output of a back end: the JSON line of <c>--ready json</c>, or the marker of liaison-py. Other
/// output may come before it.
/// </summary>
internal sealed partial class ReadyReader
{
    /// <summary>The largest number of bytes that one read of a pipe returns.</summary>
    public const int MaxChunk = 65_536;

    private const string LineStart = "{\"liaison\":\"ready\"";
    private const string Marker = LifecycleMarkers.Start + "@";

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private string _text = "";

    /// <summary>Adds the bytes of one read. Returns the message once it is found.</summary>
    /// <remarks>A marker has no end mark: it is written, and so also read, in one piece.</remarks>
    public ReadyMessage? Push(ReadOnlySpan<byte> chunk)
    {
        var characters = new char[Encoding.UTF8.GetMaxCharCount(chunk.Length)];
        var count = _decoder.GetChars(chunk, characters, flush: false);
        _text += new string(characters, 0, count);

        // A marker may begin at the end of one chunk and continue in the next.
        _text = _text.Length > 2 * MaxChunk ? _text[^(2 * MaxChunk)..] : _text;
        return FromLine() ?? (chunk.Length < MaxChunk ? FromMarker() : null);
    }

    private ReadyMessage? FromLine()
    {
        for (var start = 0; (start = _text.IndexOf(LineStart, start, StringComparison.Ordinal)) >= 0; start++)
        {
            var end = _text.IndexOf('\n', start);
            if (end >= 0 && (start == 0 || _text[start - 1] == '\n') && Parse(_text.AsMemory(start, end - start)) is { } ready)
            {
                return ready;
            }
        }

        return null;
    }

    private static ReadyMessage? Parse(ReadOnlyMemory<char> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var ready = json.RootElement;
            var token = ready.TryGetProperty("token", out var told) ? told.GetString() : null;
            return ready.TryGetProperty("transport", out var transport) && transport.ValueEquals("stdio") ? new ReadyMessage(ReadyMessage.StandardStreams, token)
                : ready.TryGetProperty("address", out var address) && address.GetString() is { } text ? new ReadyMessage(text, token)
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The line begins like a ready message, but is not one.
            return null;
        }
    }

    private ReadyMessage? FromMarker()
    {
        var start = _text.IndexOf(Marker, StringComparison.Ordinal);
        if (start < 0 || start + Marker.Length == _text.Length)
        {
            return null;
        }

        var address = _text[(start + Marker.Length)..].Split('\n', 2)[0].TrimEnd('\r');

        // Text that follows directly after the port does not belong to the address.
        var endPoint = EndPoint().Match(address);
        return new ReadyMessage(
            address == ReadyMessage.StandardStreams ? address
            : endPoint.Success ? $"ws://{endPoint.Value}"
            : address.StartsWith('/') ? $"unix:{address}"
            : $"pipe:{address}",
            null);
    }

    [GeneratedRegex(@"^(\[[^\]]*\]|[^\s/:]+):\d+")]
    private static partial Regex EndPoint();
}
