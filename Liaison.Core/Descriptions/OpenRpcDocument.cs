using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>Writes and reads descriptions as documents of the OpenRPC specification 1.3.</summary>
/// <remarks>
/// Extensions hold the data that OpenRPC has no form for: <c>x-topics</c>, <c>x-errors</c>, <c>x-stream</c>, <c>x-progress</c>,
/// <c>x-collects</c>, <c>x-contract</c>, <c>x-member</c>, <c>x-built-in</c>. Reading a written document returns the same description.
/// </remarks>
public static class OpenRpcDocument
{
    /// <summary>Writes the document in UTF-8. Equal descriptions result in equal bytes.</summary>
    /// <param name="api">The description.</param>
    /// <param name="indented">Whether to indent the document for people.</param>
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
    /// <exception cref="FormatException">The text is not an OpenRPC document.</exception>
    public static ApiDescription Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return OpenRpcReader.Read(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"This is not an OpenRPC document: {problem.Message} Use a document from the command 'discover'.", problem);
        }
    }
}
