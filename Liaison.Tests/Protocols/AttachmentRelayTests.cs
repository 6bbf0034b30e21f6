using Liaison.Messages;
using Liaison.Values;
using NUnit.Framework;
using static Liaison.Tests.Protocols.LiaisonWire;

namespace Liaison.Tests.Protocols;

/// <summary>JSON that came with attachments and is passed on, and values that are written for many.</summary>
[CancelAfter(60_000)]
internal sealed class AttachmentRelayTests
{
    private static readonly RawJson Two = new("""[{"$attachment":1}, {"$attachment":0}]"""u8.ToArray(), [new byte[] { 1 }, new byte[] { 2, 3 }]);

    [Test]
    public void What_is_passed_on_counts_on_behind_what_is_there()
    {
        var (json, attachments) = Write(new object[] { new byte[] { 9 }, Two, new byte[] { 8 } });

        Assert.That(json, Is.EqualTo("""[{"$attachment":0},[{"$attachment":1}, {"$attachment":2}],{"$attachment":3}]"""));
        Assert.That(attachments.Select(bytes => Convert.ToHexString(bytes.Span)), Is.EqualTo(new[] { "09", "0203", "01", "08" }));
    }

    [Test]
    public void Where_nothing_is_attached_it_becomes_base64()
    {
        Assert.That(Write(Two, attach: false).Json, Is.EqualTo("""["AgM=", "AQ=="]"""));
        Assert.That(Write(new[] { Two }, attach: false).Json, Is.EqualTo("""[["AgM=", "AQ=="]]"""));
    }

    [Test]
    public void A_member_whose_name_is_half_a_character_is_no_attachment_and_harms_nothing()
    {
        var odd = new RawJson("""[{"$\ud800":0},{"$attachment":0}]"""u8.ToArray(), [new byte[] { 1 }]);

        Assert.That(Write(odd, attach: false).Json, Is.EqualTo("""[{"$\ud800":0},"AQ=="]"""));
    }

    [Test]
    public void An_attachment_that_is_referred_to_over_and_over_is_written_once()
    {
        var many = new RawJson("""[{"$attachment":0},{"$attachment":0},{"$attachment":5}]"""u8.ToArray(), [new byte[] { 1 }]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Write(many).Json, Is.EqualTo("""[{"$attachment":0},{"$attachment":0},null]"""));
            Assert.That(Write(many).Attachments, Has.Count.EqualTo(1));
            Assert.That(Write(many, attach: false).Json, Is.EqualTo("""["AQ==",null,null]"""));
        }
    }

    [Test]
    public void An_attachment_that_is_referred_to_over_and_over_is_copied_once_when_it_is_read()
    {
        var given = Codec().Decode<Response>(Attached("""{"response":[{"$attachment":0},{"$attachment":0}],"tag":"response","evt":{"id":1}}""", [1, 2]));

        var read = Read<byte[][]>(given.Value)!;

        Assert.That(read[0], Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(read[1], Is.SameAs(read[0]));
    }

    [Test]
    public void Arguments_that_are_passed_on_keep_their_attachments([Values] bool attach)
    {
        var given = Codec().Decode<Request>(Attached("""{"command":{"command":"f","args":[1,{"$attachment":1}],"kwargs":{"a":[{"$attachment":0},{"$attachment":1}]}}}""", [1], [2]));
        var codec = attach ? AttachingCodec() : Codec();

        var frame = codec.Encode(new Request { Id = CallId.Of(1), Command = "g", Arguments = given.Arguments });

        Assert.That(Convert.ToHexString(frame.Bytes.Span), Is.EqualTo(Convert.ToHexString(attach
            ? AttachedBytes("""{"command":{"command":"g","args":[1,{"$attachment":0}],"kwargs":{"a":[{"$attachment":1},{"$attachment":0}]}},"id":1,"echo":"id"}""", [2], [1])
            : Text("""{"command":{"command":"g","args":[1,"Ag=="],"kwargs":{"a":["AQ==",null]}},"id":1,"echo":"id"}""").Bytes.Span)));
    }

    [Test]
    public void What_was_attached_for_a_value_that_cannot_be_written_is_taken_back()
    {
        var attachments = new List<ReadOnlyMemory<byte>> { new byte[] { 7 }, new byte[] { 7 } };
        using var into = new FrameWriter();

        ValueWriter.Write(into, new LiaisonEncodeTests.Unwritable(), Json, attachments);
        into.EndFrame(FrameKind.Text);

        Assert.That(Utf8(into.Frames.Span[0].Bytes), Is.EqualTo("\"unwritable\""));
        Assert.That(attachments, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_shared_value_is_written_once_for_those_who_attach_and_once_for_the_others(CancellationToken token)
    {
        var counted = new Counted();
        var shared = new SharedValue(counted, Json);

        var given = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => shared.Get(attach: i % 2 == 0), token)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(counted.Reads, Is.EqualTo(2));
            Assert.That(given.Distinct().Count(), Is.EqualTo(2));
            Assert.That(shared.Get(attach: false).ToString(), Is.EqualTo("""{"bytes":"AQI="}"""));
            Assert.That(shared.Get(attach: true).ToString(), Is.EqualTo("""{"bytes":{"$attachment":0}}"""));
            Assert.That(Write(shared).Attachments, Has.Count.EqualTo(1));
            Assert.That(Write(shared).Json, Is.EqualTo("""{"bytes":{"$attachment":0}}"""));
            Assert.That(Write(shared, attach: false).Json, Is.EqualTo("""{"bytes":"AQI="}"""));
        }
    }

    [Test]
    public void A_shared_value_without_bytes_is_written_once()
    {
        var shared = new SharedValue(new[] { 1 }, Json);

        Assert.That(shared.Get(attach: true), Is.SameAs(shared.Get(attach: false)));
    }

    [Test]
    public void A_shared_value_that_cannot_be_written_is_text()
    {
        var shared = new SharedValue(new LiaisonEncodeTests.Unwritable(), Json);

        Assert.That(Write(shared), Is.EqualTo(("\"unwritable\"", Array.Empty<ReadOnlyMemory<byte>>())).Using<(string, IReadOnlyList<ReadOnlyMemory<byte>>)>((x, y) => x.Item1 == y.Item1 && x.Item2.Count == y.Item2.Count));
        Assert.That(shared.Get(attach: false).ToString(), Is.EqualTo("\"unwritable\""));
    }

    private static (string Json, IReadOnlyList<ReadOnlyMemory<byte>> Attachments) Write(object value, bool attach = true)
    {
        var attachments = new List<ReadOnlyMemory<byte>>();
        using var into = new FrameWriter();
        ValueWriter.Write(into, value, Json, attach ? attachments : null);
        into.EndFrame(FrameKind.Text);
        return (Utf8(into.Frames.Span[0].Bytes), attachments);
    }

    private sealed class Counted
    {
        private int _reads;

        public byte[] Bytes
        {
            get
            {
                Interlocked.Increment(ref _reads);
                return [1, 2];
            }
        }

        [System.Text.Json.Serialization.JsonIgnore]
        public int Reads => _reads;
    }
}
