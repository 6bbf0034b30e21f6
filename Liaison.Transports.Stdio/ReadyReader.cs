using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Liaison.Hosting;

namespace Liaison.Transports;

/// <summary>
/// Finds in a back end's output what says that it is ready: the line of JSON of <c>--ready json</c>, or the marker of liaison-py, whatever is
/// written before.
/// </summary>
internal sealed partial class ReadyReader
{
    /// <summary>What one read of a pipe gives at most.</summary>
    public const int MaxChunk = 65_536;

    private const string LineStart = "{\"liaison\":\"ready\"";
    private const string Marker = LifecycleMarkers.Start + "@";

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private string _text = "";

    /// <summary>Takes what one read gave; what it says, once it has. A marker has no end of its own: it is written at once, and so it is read.</summary>
    public ReadyMessage? Push(ReadOnlySpan<byte> chunk)
    {
        var characters = new char[Encoding.UTF8.GetMaxCharCount(chunk.Length)];
        var count = _decoder.GetChars(chunk, characters, flush: false);
        _text += new string(characters, 0, count);

        // A marker may have its beginning at the end of one chunk and the rest in the next.
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
            // It looks like one, and is none.
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

        // Of what is written right behind the port nothing belongs to it.
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
