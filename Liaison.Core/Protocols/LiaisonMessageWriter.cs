using System.Globalization;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>Writes messages as JSON (WIRE, section 1).</summary>
internal sealed class LiaisonMessageWriter(JsonSerializerOptions json)
{
    // At least the length of a response's names, braces and quotes.
    private const int Members = 64;

    /// <summary>Writes one message to the open frame.</summary>
    /// <param name="envelope">The message; not a <see cref="Batch"/>.</param>
    /// <param name="into">The open frame.</param>
    /// <param name="attachments">Receives bytes as attachments; null writes them as base64.</param>
    /// <param name="announcesStreams">Whether to announce that this end supports streams.</param>
    public void Write(Envelope envelope, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments, bool announcesStreams)
    {
        switch (envelope)
        {
            case Response response:
                WriteResponse(response, into, attachments);
                break;
            case Fault fault:
                WriteFault(fault, into, attachments);
                break;
            case Progress progress:
                WriteValue("{\"progress\":"u8, progress.Value, ",\"tag\":\"progress\",\"evt\":"u8, into, attachments);
                WriteId(progress.Request, into);
                break;
            case Item item:
                WriteValue("{\"next\":"u8, item.Value, ",\"tag\":\"next\",\"evt\":"u8, into, attachments);
                WriteId(item.Request, into);
                break;
            case Publication publication:
                WritePublication(publication, into, attachments);
                break;
            case Request request:
                WriteRequest(request, into, attachments);
                break;
            case Cancel cancel:
                WriteCancel(cancel, into);
                break;
            default:
                throw new ArgumentException($"The protocol liaison has no form for a {envelope.GetType().Name}.", nameof(envelope));
        }

        into.Append(announcesStreams ? ",\"streams\":true}"u8 : "}"u8);
    }

    private void WriteResponse(Response response, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        // Reserve the length of a long text and of the echo together. Otherwise the buffer would grow, and the text would be copied.
        var echo = response.Request.Echo;
        if (echo.Length > LongText.PieceLength && response.Value is string text)
        {
            into.GetSpan(Members + text.Length + echo.Length);
        }

        into.Append("{\"response\":"u8);
        ValueWriter.WriteResult(into, response, json, attachments);
        into.Append(",\"tag\":\"response\",\"evt\":"u8);
        WriteEcho(response.Request, into);
    }

    private void WriteValue(
        ReadOnlySpan<byte> before, object? value, ReadOnlySpan<byte> behind, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        into.Append(before);
        ValueWriter.Write(into, value, json, attachments);
        into.Append(behind);
    }

    private static void WriteCancel(Cancel cancel, FrameWriter into)
    {
        into.Append("{\"command\":{\"command\":\"cancel\",\"args\":["u8);
        into.Append(cancel.Id.IsNone ? "null"u8 : cancel.Id.Json.Span);
        into.Append("]},\"echo\":\"id\""u8);
    }

    private void WriteFault(Fault fault, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        var error = fault.Error;
        into.Append("{\"error\":["u8);
        for (var i = 0; i < error.Lines.Count; i++)
        {
            into.Append(i == 0 ? ""u8 : ","u8);
            ValueWriter.WriteString(into, error.Lines[i], json);
        }

        into.Append("],\"tag\":\"error\",\"evt\":"u8);
        WriteEcho(fault.Request, into);
        into.Append(",\"code\":"u8);
        ValueWriter.WriteString(into, error.Code, json);
        into.Append(",\"type\":"u8);
        ValueWriter.WriteString(into, error.Type, json);
        into.Append(",\"message\":"u8);
        ValueWriter.WriteString(into, error.Message, json);
        if (error.Data is { } data)
        {
            into.Append(",\"data\":"u8);
            ValueWriter.Write(into, data, json, attachments);
        }
    }

    private void WritePublication(Publication publication, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        into.Append("{\"tag\":"u8);
        ValueWriter.WriteString(into, publication.Topic, json);
        into.Append(",\"message\":"u8);
        ValueWriter.Write(into, publication.Value, json, attachments);
        into.Append(",\"evt\":{\"topic\":"u8);
        ValueWriter.WriteString(into, publication.Topic, json);
        if (publication.Dropped > 0)
        {
            into.Append(",\"dropped\":"u8);
            WriteNumber(into, publication.Dropped);
        }

        ValueWriter.WriteTrace(into, publication.Trace, json);
        into.Append("}"u8);
    }

    private void WriteRequest(Request request, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        into.Append("{\"command\":{\"command\":"u8);
        ValueWriter.WriteString(into, request.Command, json);
        WriteArguments(request.Arguments, into, attachments);
        into.Append("}"u8);
        if (request.WantsReply && !request.Id.IsNone)
        {
            into.Append(",\"id\":"u8);
            into.Append(request.Id.Json.Span);
        }

        // Without this member, the reply would repeat all arguments.
        into.Append(",\"echo\":\"id\""u8);
        into.Append(request.Arguments.References == ReferenceScope.Top ? ",\"references\":\"top\""u8 : ""u8);
        if (request.Timeout is { } timeout)
        {
            into.Append(",\"timeout\":"u8);
            WriteNumber(into, timeout.TotalMilliseconds);
        }

        into.Append(request.WantsProgress ? ",\"progress\":true"u8 : ""u8);
        into.Append(request.WantsItems ? ",\"stream\":true"u8 : ""u8);
        if (request.ItemWindow > 0)
        {
            into.Append(",\"window\":"u8);
            WriteNumber(into, request.ItemWindow);
        }

        ValueWriter.WriteTrace(into, request.Trace, json);
    }

    private void WriteArguments(CommandArguments arguments, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        AttachmentRewriter? rewriter = null;
        into.Append(",\"args\":["u8);
        for (var i = 0; i < arguments.PositionalCount; i++)
        {
            into.Append(i == 0 ? ""u8 : ","u8);
            WriteArgument(arguments[i], into, attachments, ref rewriter);
        }

        into.Append("],\"kwargs\":{"u8);
        for (var i = arguments.PositionalCount; i < arguments.Count; i++)
        {
            into.Append(i == arguments.PositionalCount ? ""u8 : ","u8);
            ValueWriter.WriteString(into, arguments[i].Name!, json);
            into.Append(":"u8);
            WriteArgument(arguments[i], into, attachments, ref rewriter);
        }

        into.Append("}"u8);
    }

    // One rewriter for all arguments, since they may refer to the same attachments.
    private static void WriteArgument(
        Argument argument, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments, ref AttachmentRewriter? rewriter)
    {
        if (argument.Attachments is { } its)
        {
            rewriter ??= new AttachmentRewriter(attachments);
            rewriter.Write(into, argument.Json.Span, its);
        }
        else
        {
            into.Append(argument.Json.Span);
        }
    }

    // A request that came through another protocol has only its id to repeat.
    private static void WriteEcho(Request request, FrameWriter into)
    {
        if (request.Echo.IsEmpty)
        {
            WriteId(request, into);
        }
        else
        {
            into.Append(request.Echo.Span);
        }
    }

    private static void WriteId(Request request, FrameWriter into)
    {
        into.Append(request.Id.IsNone ? "{"u8 : "{\"id\":"u8);
        into.Append(request.Id.Json.Span);
        into.Append("}"u8);
    }

    private static void WriteNumber<T>(FrameWriter into, T number)
        where T : IUtf8SpanFormattable
    {
        const int Longest = 32;
        number.TryFormat(into.GetSpan(Longest), out var written, default, CultureInfo.InvariantCulture);
        into.Advance(written);
    }
}
