using System.Text;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Protocols;

namespace Liaison.Tests.Wslink;

/// <summary>A codec of a host, and messages of version 2 that are made by hand.</summary>
internal static class Wire
{
    private static readonly System.Text.Json.JsonSerializerOptions Json = new Companion().Json;

    public static IWireCodec Host(WslinkOptions? options = null) => new WslinkProtocol(options).CreateCodec(new CodecSettings { Json = Json });

    /// <summary>A codec of a host that has accepted a hello of version 2.</summary>
    public static IWireCodec GreetedHost(WslinkOptions? options = null)
    {
        var host = Host(options);
        var hello = (Hello)Decode(host, Chunk(Message("system:c0:0", "wslink.hello", "9181a6736563726574a0"))).Single();
        Encode(host, new Response(hello.Request, null));
        return host;
    }

    public static List<Envelope> Decode(IWireCodec codec, params Frame[] frames)
    {
        var decoded = new List<Envelope>();
        foreach (var frame in frames)
        {
            codec.Decode(frame, decoded);
        }

        return decoded;
    }

    public static List<Frame> Encode(IWireCodec codec, Envelope message)
    {
        using var writer = new FrameWriter();
        codec.Encode(message, writer);
        return [.. writer.Frames.ToArray().Select(frame => frame with { Bytes = frame.Bytes.ToArray() })];
    }

    /// <summary>A call in MessagePack.</summary>
    /// <param name="id">Its id, of less than 32 bytes.</param>
    /// <param name="method">Its method, of less than 32 bytes.</param>
    /// <param name="arguments">The arguments by position, an array of MessagePack in hex.</param>
    public static byte[] Message(string id, string method, string arguments) =>
    [
        0x84, .. Text("wslink"), .. Text("1.0"), .. Text("id"), .. Text(id), .. Text("method"), .. Text(method), .. Text("args"), .. Convert.FromHexString(arguments),
    ];

    public static Frame Chunk(ReadOnlySpan<byte> message) => Chunk(1, 0, (uint)message.Length, message);

    public static Frame Chunk(uint id, uint offset, uint total, ReadOnlySpan<byte> bytes) =>
        new(FrameKind.Binary, (byte[])[.. BitConverter.GetBytes(id), .. BitConverter.GetBytes(offset), .. BitConverter.GetBytes(total), .. bytes]);

    /// <summary>The one argument of a call that holds so much MessagePack, as the host reads it; null where it refuses the call.</summary>
    public static Argument? ArgumentOf(string hex) =>
        Decode(GreetedHost(), Chunk(Message("rpc:c0:1", "run", "91" + hex))).Single() is Request { Problem: null } request ? request.Arguments[0] : null;

    /// <summary>The MessagePack, in hex, in which the host answers with a value.</summary>
    public static string HexOf(object? value)
    {
        var host = GreetedHost();
        var request = (Request)Decode(host, Chunk(Message("rpc:c0:1", "run", "90"))).Single();
        var answer = Encode(host, new Response(request, value)).Single().Bytes[12..];
        byte[] before = [0x83, .. Text("wslink"), .. Text("1.0"), .. Text("id"), .. Text("rpc:c0:1"), .. Text("result")];
        return Convert.ToHexStringLower(answer.Span[before.Length..]);
    }

    /// <summary>The status that a frame ends the connection with; null where it is another frame.</summary>
    public static int? StatusOf(Frame frame) => frame.Kind == FrameKind.Close ? (frame.Bytes.Span[0] << 8) | frame.Bytes.Span[1] : null;

    private static byte[] Text(string text) => [(byte)(0xa0 | text.Length), .. Encoding.ASCII.GetBytes(text)];
}
