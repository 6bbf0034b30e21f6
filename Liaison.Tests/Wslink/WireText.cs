using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Liaison.Messages;

namespace Liaison.Tests.Wslink;

/// <summary>Frames in a form that can be compared: without what is chosen anew for each connection.</summary>
internal static partial class WireText
{
    private const int HeaderLength = 12;

    /// <summary>
    /// The bytes of a binary frame in hex, with no message id, and the JSON of a text frame; ids of clients and names of attachments are
    /// all the same.
    /// </summary>
    public static string Of(Frame frame)
    {
        var text = Encoding.Latin1.GetString(frame.Bytes.Span);
        if (frame.Kind == FrameKind.Text)
        {
            text = AttachmentName().Replace(ClientId().Replace(Encoding.UTF8.GetString(frame.Bytes.Span), "c"), "wslink_bin");
            return JsonSerializer.Serialize(JsonElement.Parse(text));
        }

        var bytes = Encoding.Latin1.GetBytes(ClientId().Replace(text, match => new string('c', match.Length)));
        if (IsChunk(frame))
        {
            bytes.AsSpan(0, sizeof(uint)).Clear();
        }

        return Convert.ToHexString(bytes);
    }

    /// <summary>The id of a call in a frame; null where there is none.</summary>
    public static string? CallIdOf(Frame frame) => CallId().Match(Encoding.Latin1.GetString(frame.Bytes.Span)) is { Success: true } found ? found.Value : null;

    /// <summary>The frame with another call's id in the place of its own.</summary>
    public static Frame WithCallId(Frame frame, string id)
    {
        if (CallIdOf(frame) is not { } own)
        {
            return frame;
        }

        var text = Encoding.Latin1.GetString(frame.Bytes.Span);
        if (!IsChunk(frame))
        {
            return frame with { Bytes = Encoding.Latin1.GetBytes(text.Replace(own, id, StringComparison.Ordinal)) };
        }

        var bytes = Encoding.Latin1.GetBytes(text.Replace(Packed(own), Packed(id), StringComparison.Ordinal));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), bytes.Length - HeaderLength);
        return frame with { Bytes = bytes };
    }

    private static bool IsChunk(Frame frame) =>
        frame.Kind == FrameKind.Binary && frame.Bytes.Length > HeaderLength && BinaryPrimitives.ReadInt32LittleEndian(frame.Bytes.Span[8..]) == frame.Bytes.Length - HeaderLength;

    // A string of MessagePack: up to 31 bytes with its length in the first one, else in the second one.
    private static string Packed(string text) => (text.Length < 32 ? $"{(char)(0xa0 | text.Length)}" : $"\u00d9{(char)text.Length}") + text;

    [GeneratedRegex("c[0-9a-f]{32}")]
    private static partial Regex ClientId();

    [GeneratedRegex(@"wslink_bin\d+")]
    private static partial Regex AttachmentName();

    [GeneratedRegex(@"rpc:c\w*:\d+")]
    private static partial Regex CallId();
}
