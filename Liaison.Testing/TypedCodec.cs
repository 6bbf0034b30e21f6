using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Values;

namespace Liaison.Testing;

/// <summary>
/// Lets the cases of <see cref="ProtocolContract"/> send any values through a protocol with typed values. The arguments of a call
/// are sent as one list of texts, and every other value as one text.
/// </summary>
/// <remarks>These texts contain the JSON of the values.</remarks>
internal sealed class TypedCodec(IWireCodec typed, JsonSerializerOptions json) : IWireCodec
{
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    public bool Attaches => typed.Attaches;

    public void Decode(Frame frame, ICollection<Envelope> into)
    {
        var decoded = new List<Envelope>();
        typed.Decode(frame, decoded);
        foreach (var message in decoded)
        {
            into.Add(message switch
            {
                Request { Problem: null } request => With(request, Unpacked(request.Arguments)),
                Response response => new Response(response.Request, Unpacked(response.Value)),
                Publication publication => new Publication(publication.Topic, Unpacked(publication.Value)) { Dropped = publication.Dropped },
                _ => message,
            });
        }
    }

    public void Encode(Envelope envelope, FrameWriter into) => typed.Encode(
        envelope switch
        {
            Request request => With(request, Packed(request.Arguments)),
            Batch batch => new Batch([.. batch.Requests.Select(request => With(request, Packed(request.Arguments)))]),
            Response response => new Response(response.Request, Packed(response.Value)),
            Publication publication => new Publication(publication.Topic, Packed(publication.Value)) { Dropped = publication.Dropped },
            _ => envelope,
        },
        into);

    private static Request With(Request request, CommandArguments arguments) => new()
    {
        Id = request.Id,
        Command = request.Command,
        ByNameRule = request.ByNameRule,
        Arguments = arguments,
        WantsReply = request.WantsReply,
        WantsProgress = request.WantsProgress,
        WantsItems = request.WantsItems,
        Timeout = request.Timeout,
        Echo = request.Echo,
        State = request.State,
        Size = request.Size,
    };

    // The protocol itself must refuse arguments by name.
    private CommandArguments Packed(CommandArguments arguments)
    {
        if (arguments.PositionalCount < arguments.Count)
        {
            return arguments;
        }

        var texts = Enumerable.Range(0, arguments.Count).Select(i => Encoding.UTF8.GetString(arguments[i].Json.Span)).ToList();
        return CommandArguments.Of([texts], null, json);
    }

    private string Packed(object? value)
    {
        using var writer = new FrameWriter();
        ValueWriter.Write(writer, value, json);
        writer.EndFrame(FrameKind.Text);
        return Encoding.UTF8.GetString(writer.Frames.Span[0].Bytes.Span);
    }

    // Arguments that were not packed are left unchanged, because their sender does not pack.
    private static CommandArguments Unpacked(CommandArguments arguments)
    {
        if (arguments.Count != 1 || arguments[0].Kind != JsonTokenType.StartArray)
        {
            return arguments;
        }

        using var list = JsonDocument.Parse(arguments[0].Json);
        var texts = list.RootElement.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : "").ToList();
        if (!texts.TrueForAll(IsJson))
        {
            return arguments;
        }

        var unpacked = Encoding.UTF8.GetBytes($"[{string.Join(',', texts)}]");
        var scanner = new ArgumentScanner();
        var reader = new Utf8JsonReader(unpacked, AnyDepth);
        reader.Read();
        scanner.ReadPositional(ref reader, unpacked);
        return scanner.ToArguments(arguments.References);
    }

    private static object? Unpacked(object? value)
    {
        if (value is not RawJson { Utf8.Span: [(byte)'"', ..] } raw)
        {
            return value;
        }

        using var text = JsonDocument.Parse(raw.Utf8);
        var unpacked = text.RootElement.GetString()!;
        return IsJson(unpacked) ? new RawJson(Encoding.UTF8.GetBytes(unpacked)) : value;
    }

    private static bool IsJson(string text)
    {
        try
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var reader = new Utf8JsonReader(utf8, AnyDepth);
            while (reader.Read())
            {
                // Reading to the end is the check.
            }

            return utf8.Length > 0 && Utf8.IsValid(utf8);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
