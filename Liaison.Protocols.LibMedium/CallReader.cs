using System.Text;
using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads the messages of a client: hellos and calls. Only the decoder uses it.</summary>
internal sealed class CallReader(WireSpecification specification)
{
    private const int IdJsonLength = 2 + (2 * CallKey.Length);

    private const string TooLong =
        "The message is longer than is accepted here. Send less at once, or raise MaxMessageBytes in the options of the transport that received it.";

    private readonly ArgumentScanner _arguments = new();
    private readonly JsonBuffer _json = new();

    /// <summary>Returns a hello. Its sender receives every event and sends no subscriptions.</summary>
    public static Hello ReadHello() => new(new Request { State = HelloState.Instance }, null) { Topics = "*" };

    /// <summary>Reads the request of a call.</summary>
    /// <param name="body">The message without its kind.</param>
    public Request ReadCall(ReadOnlySpan<byte> body)
    {
        var list = new ListReader(body);
        if (!list.TryNext(out var name) || !list.TryNext(out var key) || key.Length != CallKey.Length)
        {
            return Refuse(default, ErrorCode.BadMessage, "A call is a list of the method's name, the call's id of 16 bytes, and the arguments.", body.Length);
        }

        if (!specification.TryGetMethod(name, out var method))
        {
            return Refuse(key, ErrorCode.UnknownCommand, specification.Unknown(Encoding.UTF8.GetString(name)), body.Length);
        }

        try
        {
            return Read(method, key, list);
        }
        catch (UnfitException unfit)
        {
            _json.Clear();
            return Refuse(key, ErrorCode.BadArguments, $"The arguments do not fit {method}: {unfit.Message}.", body.Length);
        }
    }

    /// <summary>Returns the request for a message that exceeds the limit: a call that cannot run, whose id may be known.</summary>
    public static Request ReadTruncated(ReadOnlySpan<byte> message)
    {
        var list = new ListReader(message is [MessageKind.Call, .. var body] ? body : default);
        var key = list.TryNext(out _) && list.TryNext(out var id) && id.Length == CallKey.Length ? id : default;
        return Refuse(key, ErrorCode.TooLarge, TooLong, message.Length);
    }

    /// <summary>Returns the request for a message that cannot be understood.</summary>
    public static Request Refuse(ReadOnlySpan<byte> key, string code, string problem, int size)
    {
        var id = new byte[key.IsEmpty ? 0 : key.Length + IdJsonLength];
        if (!key.IsEmpty)
        {
            WriteKey(key, id);
        }

        return new Request { Id = IdOf(id), Echo = EchoOf(id), Problem = CommandError.Of(code, problem), Size = size };
    }

    private Request Read(WireMethod method, ReadOnlySpan<byte> key, ListReader list)
    {
        const int HeadLength = CallKey.Length + IdJsonLength;
        WriteKey(key, _json.Bytes.GetSpan(HeadLength));
        _json.Bytes.Advance(HeadLength);
        var writer = _json.BeginValue();
        writer.WriteStartArray();
        foreach (var parameter in method.Parameters)
        {
            ReadArgument(parameter, ref list, writer);
        }

        if (!list.IsAtEnd)
        {
            throw new UnfitException($"more came than {method.Parameters.Length} argument{(method.Parameters.Length == 1 ? "" : "s")}");
        }

        writer.WriteEndArray();

        // One allocation for everything that the request holds: its key, its id and its arguments.
        var message = _json.Take();
        return new Request
        {
            Id = IdOf(message),
            Echo = EchoOf(message),
            Command = method.Name,
            ByNameRule = true,
            Arguments = Scanned(message.AsMemory(HeadLength)),
            State = method,
            Size = message.Length,
        };
    }

    private static void ReadArgument(WireMember parameter, ref ListReader list, Utf8JsonWriter writer)
    {
        if (!list.TryNext(out var value))
        {
            throw new UnfitException(list.IsAtEnd ? $"'{parameter.Name}' is missing" : $"'{parameter.Name}' is cut off");
        }

        try
        {
            ValueReader.Read(parameter.Type, value, writer);
        }
        catch (UnfitException unfit)
        {
            throw new UnfitException($"in '{parameter.Name}' {unfit.Message}");
        }
    }

    private CommandArguments Scanned(ReadOnlyMemory<byte> json)
    {
        _arguments.Reset();
        var reader = new Utf8JsonReader(json.Span, JsonReading.OfWritten);
        reader.Read();
        _arguments.ReadPositional(ref reader, json);
        return _arguments.ToArguments(ReferenceScope.None);
    }

    private static void WriteKey(ReadOnlySpan<byte> key, Span<byte> into)
    {
        key.CopyTo(into);
        var text = into.Slice(CallKey.Length, IdJsonLength);
        text[0] = text[^1] = (byte)'"';
        Convert.TryToHexStringLower(key, text[1..^1], out _);
    }

    private static CallId IdOf(byte[] message) => message.Length == 0 ? CallId.None : CallId.FromJson(message.AsMemory(CallKey.Length, IdJsonLength));

    private static ReadOnlyMemory<byte> EchoOf(byte[] message) => message.Length == 0 ? default : message.AsMemory(0, CallKey.Length);
}
