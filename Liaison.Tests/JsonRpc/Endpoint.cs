using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Protocols;

namespace Liaison.Tests.JsonRpc;

/// <summary>One end of a connection without the connection: text comes in, commands are run one after the other, text goes out.</summary>
internal sealed class Endpoint(Companion companion, JsonRpcOptions? options = null) : IDisposable
{
    private readonly FrameWriter _writer = new();

    public IWireCodec Codec { get; } = new JsonRpcProtocol(options)
        .CreateCodec(new CodecSettings { Json = companion.Json, MaxDepth = companion.Options.MaxDepth });

    /// <summary>How values are written.</summary>
    public JsonSerializerOptions Json => companion.Json;

    /// <summary>An end that runs nothing.</summary>
    public static Endpoint Idle(JsonRpcOptions? options = null) => new(new Companion(), options);

    public void Dispose() => _writer.Dispose();

    /// <summary>What is sent while the requests in the text are run, one text for each frame.</summary>
    public async Task<string[]> ReceiveAsync(string text)
    {
        var sent = new List<string>();
        foreach (var request in Decode(text).OfType<Request>())
        {
            var answer = await companion.AnswerAsync(request, new CommandContext(request.Command));
            sent.AddRange(Encode(answer));
        }

        return [.. sent];
    }

    /// <summary>The one frame that is sent.</summary>
    public async Task<JsonNode> AnswerAsync(string text) => JsonNode.Parse((await ReceiveAsync(text)).Single())!;

    public List<Envelope> Decode(string text) => Decode(Encoding.UTF8.GetBytes(text));

    public List<Envelope> Decode(ReadOnlyMemory<byte> bytes, bool truncated = false, FrameKind kind = FrameKind.Text)
    {
        var messages = new List<Envelope>();
        Codec.Decode(new Frame(kind, bytes) { Truncated = truncated }, messages);
        return messages;
    }

    /// <summary>The one message that the text is.</summary>
    public T DecodeOne<T>(string text)
        where T : Envelope => (T)Decode(text).Single();

    public string[] Encode(Envelope message)
    {
        _writer.Clear();
        Codec.Encode(message, _writer);
        if (_writer.Length > 0)
        {
            throw new InvalidOperationException($"{_writer.Length} bytes belong to no frame.");
        }

        return [.. _writer.Frames.ToArray().Select(frame => Encoding.UTF8.GetString(frame.Bytes.Span))];
    }

    /// <summary>The same JSON with no white space that means nothing.</summary>
    public static string Normalise(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement);
    }
}
