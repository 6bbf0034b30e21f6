using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// Reads the notifications of the protocol itself. An unknown or malformed notification is ignored, because it gets no answer.
/// </summary>
internal static class NoticeReader
{
    public static Envelope? Read(string method, CommandArguments arguments) => method switch
    {
        Notice.Cancel => ReadCancel(arguments),
        Notice.Progress => ReadProgress(arguments),
        Notice.Event => ReadEvent(arguments),
        _ => null,
    };

    private static Cancel? ReadCancel(CommandArguments arguments) =>
        Find(arguments, "id") is { Kind: JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null } id ? new Cancel(CallId.FromJson(id.Json)) : null;

    private static Envelope? ReadProgress(CommandArguments arguments)
    {
        if (Find(arguments, "token") is not { Kind: JsonTokenType.String } argument || JsonText.TryGetText(argument.Json.Span) is not { } token)
        {
            return null;
        }

        if (CallToken.IsForProgress(token, out var id))
        {
            return new Progress(Request.WithId(id), Value(arguments));
        }

        return CallToken.IsForItems(token, out id) ? new Item(Request.WithId(id), Value(arguments)) : null;
    }

    private static Publication? ReadEvent(CommandArguments arguments)
    {
        if (Find(arguments, "topic") is not { Kind: JsonTokenType.String } argument || JsonText.TryGetText(argument.Json.Span) is not { } topic)
        {
            return null;
        }

        return new Publication(topic, Value(arguments))
        {
            Dropped = Count(Find(arguments, "dropped")),
            Trace = TraceContext.IsWanted ? TraceContext.Of(Text(arguments, "traceparent"), Text(arguments, "tracestate")) : null,
        };
    }

    private static string? Text(CommandArguments arguments, string name) =>
        Find(arguments, name) is { Kind: JsonTokenType.String } argument ? JsonText.TryGetText(argument.Json.Span) : null;

    private static RawJson Value(CommandArguments arguments) => new(Find(arguments, "value")?.Json ?? "null"u8.ToArray());

    private static long Count(Argument? argument)
    {
        if (argument is not { Kind: JsonTokenType.Number, Json: var json })
        {
            return 0;
        }

        var reader = new Utf8JsonReader(json.Span);
        return reader.Read() && reader.TryGetInt64(out var count) && count > 0 ? count : 0;
    }

    private static Argument? Find(CommandArguments arguments, string name)
    {
        for (var i = arguments.PositionalCount; i < arguments.Count; i++)
        {
            if (arguments[i].Name == name)
            {
                return arguments[i];
            }
        }

        return null;
    }
}
