using System.Globalization;
using System.Text;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>Writes messages as JSON, in which <c>{"$attachment": index}</c> refers to bytes.</summary>
internal sealed class MessageWriter(JsonSerializerOptions json, Conversation conversation)
{
    /// <summary>
    /// Writes one message to the open frame. Returns false, and writes nothing, if wslink has no form for the message.
    /// </summary>
    /// <param name="envelope">The message; not a <see cref="Batch"/>.</param>
    /// <param name="into">The frame to write to.</param>
    /// <param name="attachments">The list that receives bytes; null writes bytes as base64.</param>
    /// <param name="hasChunks">Whether the message is sent in chunks.</param>
    public bool Write(Envelope envelope, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments, bool hasChunks)
    {
        switch (envelope)
        {
            case Hello hello:
                if (conversation.Opens)
                {
                    HelloForm.Write(hello, into, json);
                }

                return conversation.Opens;
            case Request request:
                WriteRequest(request, into, attachments);
                return true;
            case Response { Request.State: RequestState state } response:
                WriteResponse(response, state, into, attachments, hasChunks);
                return true;
            case Fault { Request.State: RequestState state } fault:
                WriteFault(fault, state, into, attachments);
                return true;
            case Publication publication:
                into.Append("{\"wslink\":\"1.0\",\"id\":"u8);
                ValueWriter.WriteString(into, $"{CallIdText.Publication}{publication.Topic}:0", json);
                WriteResult(publication.Value, into, attachments);
                return true;
            default:
                return false;
        }
    }

    private void WriteRequest(Request request, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        into.Append("{\"wslink\":\"1.0\",\"id\":"u8);
        if (request.WantsReply && !request.Id.IsNone)
        {
            CallIdText.Write(into, conversation.ClientId, request.Id, json);
        }
        else
        {
            into.Append("\"notify:c0:0\""u8);
        }

        into.Append(",\"method\":"u8);
        ValueWriter.WriteString(into, request.Command, json);
        var arguments = request.Arguments;
        var separator = ",\"args\":["u8;
        for (var i = 0; i < arguments.PositionalCount; i++)
        {
            into.Append(separator);
            WriteArgument(arguments[i], into, attachments);
            separator = ","u8;
        }

        into.Append(arguments.PositionalCount == 0 ? ",\"args\":[],\"kwargs\":{"u8 : "],\"kwargs\":{"u8);
        for (var i = arguments.PositionalCount; i < arguments.Count; i++)
        {
            into.Append(i == arguments.PositionalCount ? ""u8 : ","u8);
            ValueWriter.WriteString(into, arguments[i].Name!, json);
            into.Append(":"u8);
            WriteArgument(arguments[i], into, attachments);
        }

        into.Append("}"u8);
        ValueWriter.WriteTrace(into, request.Trace, json);
        into.Append("}"u8);
    }

    private void WriteArgument(Argument argument, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        if (argument.Attachments is { Count: > 0 } own)
        {
            ValueWriter.Write(into, new RawJson(argument.Json, own), json, attachments);
        }
        else
        {
            into.Append(argument.Json.Span);
        }
    }

    private void WriteResponse(Response response, RequestState state, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments, bool hasChunks)
    {
        WriteStart(state, into);
        if (state.IsHello)
        {
            into.Append(",\"result\":"u8);
            HelloForm.WriteResult(conversation, into, hasChunks);
            into.Append("}"u8);
        }
        else
        {
            into.Append(",\"result\":"u8);
            ValueWriter.WriteResult(into, response, json, attachments);
            into.Append("}"u8);
        }
    }

    private void WriteResult(object? value, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        into.Append(",\"result\":"u8);
        ValueWriter.Write(into, value, json, attachments);
        into.Append("}"u8);
    }

    private void WriteFault(Fault fault, RequestState state, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        WriteStart(state, into);
        var error = fault.Error;
        var isUnauthorized = error.Code == ErrorCode.Unauthorized && (state.IsHello || !conversation.IsGreeted);
        if (isUnauthorized)
        {
            WriteError(ErrorNumber.Unauthorized, state.IsHello ? ErrorNumber.AuthenticationFailed : ErrorNumber.NotGreeted, into);
        }
        else if (error.Code == ErrorCode.UnknownCommand)
        {
            WriteError(ErrorNumber.UnknownMethod, ErrorNumber.Unregistered, into);
            into.Append(",\"data\":"u8);
            ValueWriter.WriteString(into, state.Method, json);
        }
        else
        {
            WriteError(ErrorNumber.Failed, ErrorNumber.ExceptionRaised, into);
            WriteData(error, state, into, attachments);
        }

        into.Append("}}"u8);
    }

    // Writes wslink's description of an exception, followed by Liaison's whole error.
    private void WriteData(CommandError error, RequestState state, FrameWriter into, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        WriteText(",\"data\":{\"method\":"u8, state.Method, into);
        WriteText(",\"exception\":"u8, $"{error.Type}({error.Message})", into);
        WriteText(",\"trace\":"u8, string.Concat(error.Lines), into);
        WriteText(",\"code\":"u8, error.Code, into);
        WriteText(",\"type\":"u8, error.Type, into);
        WriteText(",\"message\":"u8, error.Message, into);
        if (error.Data is { } data)
        {
            into.Append(",\"data\":"u8);
            ValueWriter.Write(into, data, json, attachments);
        }

        into.Append("}"u8);
    }

    private void WriteText(ReadOnlySpan<byte> before, string text, FrameWriter into)
    {
        into.Append(before);
        ValueWriter.WriteString(into, text, json);
    }

    private static void WriteStart(RequestState state, FrameWriter into)
    {
        into.Append("{\"wslink\":\"1.0\",\"id\":"u8);
        into.Append(state.Id.IsEmpty ? "null"u8 : state.Id.Span);
    }

    private static void WriteError(int number, string message, FrameWriter into)
    {
        into.Append(",\"error\":{\"code\":"u8);
        Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture), into);
        into.Append(",\"message\":\""u8);
        Encoding.ASCII.GetBytes(message, into);
        into.Append("\""u8);
    }
}
