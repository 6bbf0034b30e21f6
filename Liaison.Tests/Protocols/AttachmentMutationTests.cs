using System.Text;
using FsCheck.Fluent;
using Liaison.Messages;
using Liaison.Tests.Calling;
using Liaison.Values;
using NUnit.Framework;
using static Liaison.Tests.Protocols.LiaisonWire;

namespace Liaison.Tests.Protocols;

/// <summary>Whatever the bytes of a frame are, decoding it does not throw, and neither does writing on what it gave.</summary>
[CancelAfter(120_000)]
internal sealed class AttachmentMutationTests
{
    private const int Count = 20_000;

    private static readonly byte[][] Valid =
    [
        AttachedBytes("""{"command":{"command":"f","args":[{"$attachment":1},[{"$attachment":0}]],"kwargs":{"a":"$x"}},"id":1,"timeout":5,"progress":true}""", [1, 2, 3], []),
        AttachedBytes("""{"response":{"a":{"$attachment":0}},"tag":"response","evt":{"id":"a"}}""", [1, 2, 3]),
        AttachedBytes("""{"error":["a\n","E: b\n"],"tag":"error","evt":{"id":[1]},"code":"failed","type":"E","message":"b"}"""),
        AttachedBytes("""{"progress":{"$attachment":0},"tag":"progress","evt":{"id":1}}""", [1]),
        AttachedBytes("""{"next":[null,{"$attachment":1}],"tag":"next","evt":{"id":1}}""", [1], [2]),
        AttachedBytes("""{"tag":"t","message":{"$attachment":0},"evt":{"topic":"t","dropped":3}}""", [1]),
        [.. """{"response":1,"tag":"response","evt":{"id":1}}"""u8],
        [.. """{"error":"no","tag":"error","evt":{"id":1}}"""u8],
        [.. """{"command":{"command":"f"},"timeout":1e3,"stream":true}"""u8],
    ];

    private static readonly string[] Tokens =
        ["\"", "{", "}", "[", "]", ",", ":", "$attachment", "\\ud800", "null", "1e999", "-1", "\"tag\"", "\"evt\"", "\"id\"", "\"timeout\":", "\0", "LSN1", "\ufeff", "\u0001\0\0\0"];

    [Test]
    public void A_message_that_was_changed_is_decoded_or_refused()
    {
        var random = new Random((int)Seeded.Seed);
        var codec = Codec();
        for (var i = 0; i < Count; i++)
        {
            AssertDecodes(codec, Mutate(Valid[random.Next(Valid.Length)], random), random.Next(8) == 0);
        }

        Assert.That(codec.Decode<Request>(Text("""{"command":{"command":"ping"}}""")).Command, Is.EqualTo("ping"));
    }

    [Test]
    public void Any_bytes_behind_the_mark_are_decoded_or_refused()
    {
        var codec = Codec();
        Seeded.Check(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(), bytes =>
        {
            AssertDecodes(codec, [.. "LSN1"u8, .. bytes], truncated: false);
            AssertDecodes(codec, [.. "LSN1"u8, .. Length(bytes.Length / 2), .. bytes], truncated: false);
            AssertDecodes(codec, [.. "LSN1"u8, .. bytes], truncated: true);
            return Task.CompletedTask;
        });
    }

    private static void AssertDecodes(Liaison.Protocols.IWireCodec codec, byte[] frame, bool truncated)
    {
        try
        {
            foreach (var message in codec.DecodeAll(new Frame(FrameKind.Binary, frame) { Truncated = truncated }))
            {
                AssertWrites(message);
            }
        }
        catch (Exception failure)
        {
            Assert.Fail($"LIAISON_TEST_SEED={Seeded.Seed}: {Encoding.Latin1.GetString(frame)}\n{failure}");
        }
    }

    private static void AssertWrites(Envelope message)
    {
        var answered = message is Request { Problem: { } problem } request ? new Fault(request, problem) : message;
        foreach (var codec in new[] { Codec(), AttachingCodec() })
        {
            Assert.That(codec.EncodeAll(answered), Has.Count.EqualTo(1));
            Assert.That(Codec().DecodeAll(codec.Encode(answered)), Has.Count.LessThanOrEqualTo(1));
        }

        if (message is Response { Value: RawJson value })
        {
            AssertReads(value);
        }
    }

    private static void AssertReads(RawJson value)
    {
        try
        {
            RawJsonReader.Read<object>(value, Json);
            RawJsonReader.Read<Dictionary<string, byte[]>>(value, Json);
        }
        catch (InvalidCastException)
        {
            // What may be told of a value that does not fit.
        }
    }

    private static byte[] Mutate(byte[] message, Random random)
    {
        var bytes = message.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                case 2 when bytes.Count > 8:
                    // The length of the JSON, slightly wrong.
                    bytes[4] = (byte)(bytes[4] + random.Next(-4, 5));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }
}
