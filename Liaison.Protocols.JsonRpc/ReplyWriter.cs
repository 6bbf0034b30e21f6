using System.Globalization;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>
/// Writes the answers to requests (specification, section 5). The members have the order of the specification's examples.
/// </summary>
internal static class ReplyWriter
{
    public static void Write(Envelope reply, FrameWriter into, JsonSerializerOptions json)
    {
        if (reply is Response response)
        {
            into.Append("{\"jsonrpc\":\"2.0\",\"result\":"u8);
            ValueWriter.WriteResult(into, response, json);
            WriteEnd(response.Request, into);
        }
        else if (reply is Fault fault)
        {
            into.Append("{\"jsonrpc\":\"2.0\",\"error\":"u8);
            var isUnparsed = fault.Request.State is ReplyState { IsUnparsed: true } && fault.Error.Code == ErrorCode.BadMessage;
            WriteError(fault.Error, isUnparsed ? ErrorNumber.ParseError : ErrorNumber.Of(fault.Error.Code), into, json);
            WriteEnd(fault.Request, into);
        }
    }

    private static void WriteEnd(Request request, FrameWriter into)
    {
        into.Append(",\"id\":"u8);
        JsonText.WriteId(into, request.Echo.IsEmpty ? request.Id.Json.Span : request.Echo.Span);
        into.Append("}"u8);
    }

    private static void WriteError(CommandError error, int number, FrameWriter into, JsonSerializerOptions json)
    {
        Span<byte> digits = stackalloc byte[11];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        into.Append("{\"code\":"u8);
        into.Append(digits[..length]);

        // The specification prescribes the text of protocol errors. Our text, which says what to do, goes into the data.
        var standard = ErrorNumber.TextOf(number);
        into.Append(",\"message\":"u8);
        ValueWriter.WriteString(into, standard ?? error.Message, json);
        into.Append(",\"data\":{\"code\":"u8);
        ValueWriter.WriteString(into, error.Code, json);
        into.Append(",\"type\":"u8);
        ValueWriter.WriteString(into, error.Type, json);
        if (standard is not null)
        {
            into.Append(",\"message\":"u8);
            ValueWriter.WriteString(into, error.Message, json);
        }

        if (error.Data is { } carried)
        {
            into.Append(",\"data\":"u8);
            ValueWriter.Write(into, carried, json);
        }

        // The last line is only the type and the message, so a single line adds nothing.
        if (error.Lines.Count > 1)
        {
            WriteStack(error.Lines, into, json);
        }

        into.Append("}}"u8);
    }

    private static void WriteStack(IReadOnlyList<string> lines, FrameWriter into, JsonSerializerOptions json)
    {
        var separator = ",\"stack\":["u8;
        foreach (var line in lines)
        {
            into.Append(separator);
            ValueWriter.WriteString(into, line, json);
            separator = ","u8;
        }

        into.Append("]"u8);
    }
}
