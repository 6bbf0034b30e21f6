using System.Buffers;
using System.Text.Json;
using Liaison.Contracts;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Adds the data of an exception to its error. If the data cannot be written, the error is sent without it.</summary>
/// <param name="options">How values are written.</param>
/// <param name="maxDepth">How deeply a message may be nested.</param>
internal sealed class ErrorData(JsonSerializerOptions options, int maxDepth)
{
    // The levels around the data in a batch: [{"error": {"data": {"data": ...}}}].
    private const int LevelsAround = 4;

    /// <summary>Adds the data that a command put into its <see cref="CommandException"/>.</summary>
    public CommandError Add(CommandError error, CommandException own) =>
        own.Details is { } details ? Add(error, json => JsonSerializer.Serialize(json, details, options.GetTypeInfo(details.GetType()))) : error;

    /// <summary>Adds the code and the properties of a declared exception.</summary>
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

    // Bytes are kept beside the JSON, so that a protocol can send them as attachments.
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
