using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads the error of an answer: of Liaison, with the whole error in <c>data</c>, or of another server.</summary>
internal static class ErrorReader
{
    /// <summary>Returns the fault of a call. A malformed answer fails its call, which would otherwise wait forever.</summary>
    /// <param name="request">The call.</param>
    /// <param name="error">The error.</param>
    /// <param name="attachments">The attachments of its message, or null.</param>
    public static Envelope Read(Request request, ReadOnlyMemory<byte> error, IReadOnlyList<ReadOnlyMemory<byte>>? attachments)
    {
        var reader = new Utf8JsonReader(error.Span, JsonText.OfRead);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return new Fault(request, CommandError.Of(ErrorCode.BadMessage, "The server's answer has an error that is not an object."));
        }

        var number = 0;
        string? message = null;
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        RawJson? carried = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("code"u8))
            {
                number = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) ? value : 0;
            }
            else if (name.SequenceEqual("message"u8))
            {
                message = JsonText.TryGetText(ref reader);
            }
            else if (name.SequenceEqual("data"u8))
            {
                carried = ReadData(ref reader, data, error) is { IsEmpty: false } json ? new RawJson(json, attachments) : null;
            }

            reader.Skip();
        }

        return number == ErrorNumber.UnknownMethod && data.GetValueOrDefault("") is "subscribe" or "unsubscribe"
            ? new Response(request, new RawJson("true"u8.ToArray())) // Such a server sends all events without a subscription.
            : new Fault(request, ToError(number, message ?? "The server did not say why.", data) with { Data = carried });
    }

    private static CommandError ToError(int number, string message, Dictionary<string, string> data)
    {
        if (number == ErrorNumber.UnknownMethod && data.TryGetValue("", out var method))
        {
            return CommandError.Of(ErrorCode.UnknownCommand, $"There is no command '{method}'. ({message})");
        }

        var exception = data.GetValueOrDefault("exception");
        var known = CommandError.Of(data.GetValueOrDefault("code") ?? ErrorNumber.ToCode(number), data.GetValueOrDefault("message") ?? exception ?? message);
        var type = data.GetValueOrDefault("type") ?? TypeOf(exception) ?? known.Type;
        List<string> lines = [$"{type}: {known.Message}\n"];
        if (data.TryGetValue("trace", out var trace))
        {
            lines.InsertRange(0, trace.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n").Where(line => line != lines[^1]));
        }

        return known with { Type = type, Lines = lines };
    }

    // Matches the text of a Python exception: TypeError('...').
    private static string? TypeOf(string? exception) =>
        exception?.IndexOf('(', StringComparison.Ordinal) is > 0 and var end ? exception[..end] : null;

    // Collects the texts of an object by name; a text that is not in an object gets the empty name. Returns the member "data" of
    // the object.
    private static ReadOnlyMemory<byte> ReadData(ref Utf8JsonReader reader, Dictionary<string, string> data, ReadOnlyMemory<byte> error)
    {
        ReadOnlyMemory<byte> carried = default;
        if (JsonText.TryGetText(ref reader) is { } alone)
        {
            data[""] = alone;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return carried;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var isData = name.SequenceEqual("data"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (JsonText.TryGetText(ref reader) is { } text && !name.IsEmpty)
            {
                data[System.Text.Encoding.UTF8.GetString(name)] = text;
            }

            reader.Skip();
            if (isData && reader.TokenType != JsonTokenType.Null)
            {
                carried = error[start..(int)reader.BytesConsumed];
            }
        }

        return carried;
    }
}
