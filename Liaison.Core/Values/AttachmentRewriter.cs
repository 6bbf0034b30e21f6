using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Copies JSON that was received with attachments into a message that has other attachments, or none.</summary>
/// <remarks>
/// Each attachment is written only once, however often the JSON refers to it; otherwise a short message could become a huge one. If
/// the new message has no attachments, the first reference becomes base64, and further ones become null. A reference without an
/// attachment becomes null too.
/// </remarks>
/// <param name="attachments">The attachments of the new message; null if bytes are written as base64.</param>
internal sealed class AttachmentRewriter(ICollection<ReadOnlyMemory<byte>>? attachments)
{
    private readonly Dictionary<(object List, int Index), int> _written = [];

    /// <summary>Writes one JSON value.</summary>
    /// <param name="into">The buffer to write to.</param>
    /// <param name="json">The value.</param>
    /// <param name="its">The attachments that the value refers to.</param>
    public void Write(IBufferWriter<byte> into, ReadOnlySpan<byte> json, IReadOnlyList<ReadOnlyMemory<byte>> its)
    {
        var reader = new Utf8JsonReader(json, ArgumentScanner.OfScanned);
        var done = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject && AttachmentReference.TryRead(reader, out var index))
            {
                into.Write(json[done..(int)reader.TokenStartIndex]);
                reader.Skip();
                done = (int)reader.BytesConsumed;
                WriteBytes(into, its, index);
            }
        }

        into.Write(json[done..]);
    }

    private void WriteBytes(IBufferWriter<byte> into, IReadOnlyList<ReadOnlyMemory<byte>> its, int index)
    {
        var isKnown = _written.TryGetValue((its, index), out var number);
        if (index >= its.Count || (isKnown && attachments is null))
        {
            into.Write("null"u8);
        }
        else if (attachments is null)
        {
            _written[(its, index)] = index;
            WriteBase64(into, its[index].Span);
        }
        else
        {
            if (!isKnown)
            {
                _written[(its, index)] = number = attachments.Count;
                attachments.Add(its[index]);
            }

            into.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"$attachment\":{number}}}")));
        }
    }

    private static void WriteBase64(IBufferWriter<byte> into, ReadOnlySpan<byte> bytes)
    {
        into.Write("\""u8);
        Base64.EncodeToUtf8(bytes, into.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        into.Advance(written);
        into.Write("\""u8);
    }
}
