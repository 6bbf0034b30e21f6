using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Values;
using NUnit.Framework;

namespace Liaison.Tests.Protocols;

/// <summary>Messages of the liaison protocol on their way through a codec, for tests that look at bytes.</summary>
internal static class LiaisonWire
{
    /// <summary>How a companion reads and writes values.</summary>
    public static JsonSerializerOptions Json { get; } = new Companion().Json;

    public static IWireCodec Codec(bool attaches = false, int maxDepth = 64) =>
        LiaisonProtocol.Instance.CreateCodec(new CodecSettings { Json = Json, Attaches = attaches, MaxDepth = maxDepth });

    /// <summary>A codec whose peer has attached, and which has announced nothing.</summary>
    public static IWireCodec AttachingCodec()
    {
        var codec = Codec();
        codec.Decode(Attached("""{"command":{"command":"ping"}}"""), []);
        return codec;
    }

    public static Frame Text(string json) => new(FrameKind.Text, Encoding.UTF8.GetBytes(json));

    /// <summary>A frame in the form for attachments.</summary>
    public static Frame Attached(string json, params byte[][] attachments) => new(FrameKind.Binary, AttachedBytes(json, attachments));

    public static byte[] AttachedBytes(string json, params byte[][] attachments) =>
        [.. "LSN1"u8, .. Length(Encoding.UTF8.GetByteCount(json)), .. Encoding.UTF8.GetBytes(json), .. attachments.SelectMany(bytes => Length(bytes.Length).Concat(bytes))];

    public static byte[] Length(long length)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)length);
        return bytes;
    }

    public static List<Envelope> DecodeAll(this IWireCodec codec, Frame frame)
    {
        var messages = new List<Envelope>();
        codec.Decode(frame, messages);
        return messages;
    }

    public static T Decode<T>(this IWireCodec codec, Frame frame)
        where T : Envelope
    {
        var messages = codec.DecodeAll(frame);
        Assert.That(messages, Has.Count.EqualTo(1));
        Assert.That(messages[0], Is.InstanceOf<T>());
        return (T)messages[0];
    }

    public static T Decode<T>(string json)
        where T : Envelope => Codec().Decode<T>(Text(json));

    /// <summary>The frames of a message, in memory of their own.</summary>
    public static List<Frame> EncodeAll(this IWireCodec codec, Envelope message)
    {
        using var into = new FrameWriter();
        codec.Encode(message, into);
        return [.. into.Frames.ToArray().Select(frame => frame with { Bytes = frame.Bytes.ToArray() })];
    }

    public static Frame Encode(this IWireCodec codec, Envelope message)
    {
        var frames = codec.EncodeAll(message);
        Assert.That(frames, Has.Count.EqualTo(1));
        return frames[0];
    }

    /// <summary>The text of a message's one frame, which has to be text.</summary>
    public static string EncodeText(Envelope message)
    {
        var frame = Codec().Encode(message);
        Assert.That(frame.Kind, Is.EqualTo(FrameKind.Text));
        return Encoding.UTF8.GetString(frame.Bytes.Span);
    }

    /// <summary>What a decoded value reads as.</summary>
    public static T? Read<T>(object? value) => RawJsonReader.Read<T>((RawJson)value!, Json);

    public static string Utf8(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
