using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Values;

namespace Liaison.Tests.Protocols;

/// <summary>A request is <c>[id,"command",arguments...]</c>, its answer <c>[id,true,value]</c> or <c>[id,false,"code","message"]</c>.</summary>
public sealed class ToyProtocol : IWireProtocol
{
    public string Name => "toy";

    public bool Recognizes(Frame first) => ToyCodec.Read(first, maxDepth: 64) is [Request { Problem: null }];

    public IWireCodec CreateCodec(CodecSettings settings) => new ToyCodec(settings);
}

internal sealed class ToyCodec(CodecSettings settings) : IWireCodec
{
    public bool Attaches => false;

    public static Envelope[] Read(Frame frame, int maxDepth)
    {
        try
        {
            var json = !frame.Truncated && Utf8.IsValid(frame.Bytes.Span) ? frame.Bytes : default;
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth });
            return document.RootElement.EnumerateArray().ToArray() switch
            {
                [var id, { ValueKind: JsonValueKind.True }, var value] => [new Response(Request.WithId(CallId.FromJson(Bytes(id))), new RawJson(Bytes(value)))],
                [var id, { ValueKind: JsonValueKind.False }, { ValueKind: JsonValueKind.String } code, { ValueKind: JsonValueKind.String } message] =>
                    [new Fault(Request.WithId(CallId.FromJson(Bytes(id))), CommandError.Of(code.GetString()!, message.GetString()!))],
                [_, { ValueKind: JsonValueKind.True or JsonValueKind.False }, ..] => [], // It can only be an answer, and answers are not answered.
                [var id, { ValueKind: JsonValueKind.String } command, .. var given] =>
                    [new Request { Id = CallId.FromJson(Bytes(id)), Command = command.GetString()!, Arguments = Arguments(given), Size = json.Length }],
                _ => throw new JsonException("Write [id, \"command\", arguments...]."),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [new Request { Problem = CommandError.Of(frame.Truncated ? ErrorCode.TooLarge : ErrorCode.BadMessage, e.Message), Size = frame.Bytes.Length }];
        }
    }

    public void Decode(Frame frame, ICollection<Envelope> into) => Array.ForEach(Read(frame, settings.MaxDepth), into.Add);

    public void Encode(Envelope envelope, FrameWriter into)
    {
        object?[][] messages = envelope switch
        {
            Request request => [Parts(request)],
            Batch batch => [.. batch.Requests.Select(Parts)],
            Response { Request.Id: var id, Value: var value } => [[new RawJson(id.Json), true, value]],
            Fault { Request.Id: var id, Error: var error } => [[new RawJson(id.Json), false, error.Code, error.Message]],
            _ => [],
        };
        foreach (var parts in messages)
        {
            foreach (var (index, part) in parts.Index())
            {
                into.Append(index == 0 ? "["u8 : ","u8);
                ValueWriter.Write(into, part, settings.Json);
            }

            into.Append("]"u8);
            into.EndFrame(FrameKind.Text);
        }
    }

    private static object?[] Parts(Request request) => request.Arguments is { } given && given.PositionalCount == given.Count
        ? [new RawJson(request.Id.Json), request.Command, .. Enumerable.Range(0, given.Count).Select(index => new RawJson(given[index].Json))]
        : throw new NotSupportedException("The toy protocol has no arguments by name. Give all of them by position.");

    private static CommandArguments Arguments(JsonElement[] given) => CommandArguments.Of([.. given], null, JsonSerializerOptions.Default);

    private static byte[] Bytes(JsonElement json) => JsonSerializer.SerializeToUtf8Bytes(json);
}
