using System.Buffers;
using System.Text.Json;
using Liaison.Contracts;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Writes what an exception carries into its error. Where that fails, the error goes without.</summary>
/// <param name="options">How values are written.</param>
/// <param name="maxDepth">How deeply a message may be nested.</param>
internal sealed class ErrorData(JsonSerializerOptions options, int maxDepth)
{
    // {"error": {"data": {"data": ...}}}, in a batch.
    private const int LevelsAround = 4;

    /// <summary>The error with what a command gave its own exception to carry.</summary>
    public CommandError Add(CommandError error, CommandException own) =>
        own.Details is { } details ? Add(error, json => JsonSerializer.Serialize(json, details, options.GetTypeInfo(details.GetType()))) : error;

    /// <summary>The error with the code and the members of a declared exception.</summary>
    public CommandError Add(CommandError error, Exception failure, ThrowsAttribute declared) => Add(error with { Code = declared.Code }, json =>
    {
        json.WriteStartObject();
        foreach (var (property, name) in DeclaredMember.Of(declared.Exception, options))
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, property.GetValue(failure), options.GetTypeInfo(property.PropertyType));
        }

        json.WriteEndObject();
    });

    // Bytes are put beside, so that a protocol which attaches them can.
    private CommandError Add(CommandError error, Action<Utf8JsonWriter> write)
    {
        var written = new ArrayBufferWriter<byte>();
        var attachments = new List<ReadOnlyMemory<byte>>();
        try
        {
            using var json = new Utf8JsonWriter(written, new JsonWriterOptions { Encoder = options.Encoder, MaxDepth = Math.Max(maxDepth - LevelsAround, 1) });
            using (AttachmentScope.Write(attachments))
            {
                write(json);
            }

            json.Flush();
            return error with { Data = new RawJson(written.WrittenMemory, attachments) };
        }
        catch (Exception problem)
        {
            return error with { DataProblem = problem };
        }
    }
}
