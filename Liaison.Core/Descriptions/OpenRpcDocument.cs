using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>
/// A description as a document of the OpenRPC specification 1.3, with what that has no form for as its extensions: <c>x-topics</c>,
/// <c>x-errors</c>, <c>x-stream</c>, <c>x-progress</c>, <c>x-collects</c>, <c>x-contract</c>, <c>x-member</c>, <c>x-built-in</c>. Reading
/// what was written gives the same description.
/// </summary>
public static class OpenRpcDocument
{
    /// <summary>Writes the document, in UTF-8. The same description gives the same bytes.</summary>
    /// <param name="api">What to describe.</param>
    /// <param name="indented">Whether it is laid out for people.</param>
    public static byte[] Write(ApiDescription api, bool indented = false)
    {
        ArgumentNullException.ThrowIfNull(api);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            new OpenRpcWriter(json).Write(api);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is no OpenRPC document.</exception>
    public static ApiDescription Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return OpenRpcReader.Read(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"This is no OpenRPC document: {problem.Message} Give one as the command 'discover' gives it.", problem);
        }
    }
}
