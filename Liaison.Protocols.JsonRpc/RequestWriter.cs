using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>Writes requests and notifications (specification, section 4).</summary>
internal static class RequestWriter
{
    /// <exception cref="NotSupportedException">The request has arguments both by position and by name.</exception>
    public static void RequireOneForm(Request request)
    {
        var arguments = request.Arguments;
        if (arguments.PositionalCount > 0 && arguments.PositionalCount < arguments.Count)
        {
            throw new NotSupportedException(
                "JSON-RPC has arguments by position or by name, and not both in one call. "
                + $"Give all arguments of '{request.Command}' by name (Keywords), or all by position (Arguments).");
        }
    }

    /// <exception cref="NotSupportedException">The request has arguments both by position and by name.</exception>
    public static void Write(Request request, FrameWriter into, JsonSerializerOptions json)
    {
        RequireOneForm(request);
        into.Append("{\"jsonrpc\":\"2.0\",\"method\":"u8);
        ValueWriter.WriteString(into, request.Command, json);
        WriteParams(request, into, json);
        if (request.Timeout is { } timeout)
        {
            into.Append(",\"timeout\":"u8);
            CallTimeout.Write(timeout, into);
        }

        ValueWriter.WriteTrace(into, request.Trace, json);
        if (request.WantsReply)
        {
            into.Append(",\"id\":"u8);
            JsonText.WriteId(into, request.Id.Json.Span);
        }

        into.Append("}"u8);
    }

    private static void WriteParams(Request request, FrameWriter into, JsonSerializerOptions json)
    {
        var arguments = request.Arguments;
        if (arguments.PositionalCount > 0)
        {
            WriteItems(arguments, into, json);
            WriteTokens(request, into, json);
            return;
        }

        if (arguments.Count == 0 && !HasTokens(request))
        {
            return;
        }

        into.Append(",\"params\":{"u8);
        var start = into.Length;
        for (var i = 0; i < arguments.Count; i++)
        {
            into.Append(i == 0 ? ""u8 : ","u8);
            ValueWriter.WriteString(into, arguments[i].Name!, json);
            into.Append(":"u8);
            WriteArgument(arguments[i], into, json);
        }

        WriteTokens(request, into, json, isFirst: into.Length == start);
        into.Append("}"u8);
    }

    private static void WriteItems(CommandArguments arguments, FrameWriter into, JsonSerializerOptions json)
    {
        var separator = ",\"params\":["u8;
        for (var i = 0; i < arguments.Count; i++)
        {
            into.Append(separator);
            WriteArgument(arguments[i], into, json);
            separator = ","u8;
        }

        into.Append("]"u8);
    }

    // A call that came through another protocol can have attached bytes. They become base64.
    private static void WriteArgument(Argument argument, FrameWriter into, JsonSerializerOptions json)
    {
        if (argument.Attachments is { } attachments)
        {
            ValueWriter.Write(into, new RawJson(argument.Json, attachments), json);
        }
        else
        {
            into.Append(argument.Json.Span);
        }
    }

    // Without an id, reports could not be assigned to a call.
    private static bool HasTokens(Request request) => !request.Id.IsNone && (request.WantsProgress || request.WantsItems);

    private static void WriteTokens(Request request, FrameWriter into, JsonSerializerOptions json, bool isFirst = false)
    {
        if (request.WantsProgress && HasTokens(request))
        {
            into.Append(isFirst ? "\"workDoneToken\":"u8 : ",\"workDoneToken\":"u8);
            ValueWriter.WriteString(into, CallToken.ForProgress(request.Id), json);
            isFirst = false;
        }

        if (request.WantsItems && HasTokens(request))
        {
            into.Append(isFirst ? "\"partialResultToken\":"u8 : ",\"partialResultToken\":"u8);
            ValueWriter.WriteString(into, CallToken.ForItems(request.Id), json);
        }
    }
}
