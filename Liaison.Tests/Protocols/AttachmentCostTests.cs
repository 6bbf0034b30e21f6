using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Calling;
using NUnit.Framework;
using static Liaison.Tests.Protocols.LiaisonWire;

namespace Liaison.Tests.Protocols;

/// <summary>What attachments cost: no base64, and one copy at most.</summary>
[CancelAfter(60_000)]
[NonParallelizable]
internal sealed class AttachmentCostTests
{
    private const int Size = 1 << 20;
    private const int Small = 4_096;

    [Test]
    public void A_result_of_a_mebibyte_is_copied_once_into_the_frame()
    {
        var codec = AttachingCodec();
        var response = new Response(Request.WithId(CallId.Of(1)), new byte[Size]);
        using var into = new FrameWriter();
        codec.Encode(response, into);
        var length = into.TotalLength;
        into.Clear();

        var allocated = Allocated(() => codec.Encode(response, into));

        Assert.That(allocated, Is.LessThan(Small), "The writer's buffer is there already, and nothing else is needed.");
        Assert.That(length, Is.LessThan(Size + 200), "Base64 would be a third longer.");
    }

    [Test]
    public void Decoding_copies_nothing_and_a_view_shares_the_memory_of_the_frame()
    {
        var codec = Codec();
        var frame = Attached("""{"response":{"$attachment":0},"tag":"response","evt":{"id":1}}""", new byte[Size]);
        codec.Decode<Response>(frame);
        var view = default(ReadOnlyMemory<byte>);

        var allocated = Allocated(() => view = Read<ReadOnlyMemory<byte>>(codec.Decode<Response>(frame).Value));

        Assert.That(view.Length, Is.EqualTo(Size));
        Assert.That(view.Span.Overlaps(frame.Bytes.Span));
        Assert.That(allocated, Is.LessThan(10 * Small));
    }

    [Test]
    public async Task An_argument_that_is_a_view_shares_the_memory_of_the_frame()
    {
        var attachment = new byte[Size];
        var given = default(ReadOnlyMemory<byte>);
        await using var companion = await new Companion().WithAsync("f", (ReadOnlyMemory<byte> x) => { given = x; });
        var frame = Attached(CallingCompanion.RunMessage("f", """[{"$attachment":0}]"""), attachment);

        await companion.InvokeAsync(Codec().Decode<Request>(frame).Arguments, new Commands.CommandContext("run"));

        Assert.That(given.Length, Is.EqualTo(Size));
        Assert.That(given.Span.Overlaps(frame.Bytes.Span));
    }

    [Test]
    public void An_argument_that_is_an_array_is_one_copy_however_many_overloads_look_at_it()
    {
        var response = (RawJson)Codec().Decode<Response>(Attached("""{"response":{"$attachment":0},"tag":"response","evt":{"id":1}}""", new byte[Size])).Value!;

        var allocated = Allocated(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                Read<byte[]>(response);
            }
        });

        Assert.That(allocated, Is.InRange(Size, Size + (10 * Small)));
    }

    [Test]
    public void Arguments_are_attached_without_a_copy()
    {
        var bytes = new byte[Size];

        var allocated = Allocated(() => CommandArguments.Of([bytes], null, Json, attach: true));
        var arguments = CommandArguments.Of([bytes], null, Json, attach: true);

        Assert.That(allocated, Is.LessThan(10 * Small));
        Assert.That(arguments[0].Attachments![0].Span.Overlaps(bytes));
    }

    [Test]
    public void Many_empty_attachments_hold_no_more_memory_than_their_frame()
    {
        const int Count = 100_000;
        var frame = Attached("""{"command":{"command":"ping"}}""", [.. Enumerable.Repeat(Array.Empty<byte>(), Count)]);
        var codec = Codec();
        codec.Decode<Request>(frame);

        Assert.That(Allocated(() => codec.DecodeAll(frame)), Is.LessThan((4 * Count) + Small));
    }

    [Test]
    public void A_request_costs_what_it_holds_and_no_more()
    {
        var codec = Codec();
        var frame = Text("""{"command":{"command":"ping"},"id":1}""");
        var into = new List<Envelope>(1);
        codec.Decode(frame, into);
        into.Clear();

        var allocated = Allocated(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                codec.Decode(frame, into);
                into.Clear();
            }
        });

        Assert.That(allocated / 1_000, Is.LessThanOrEqualTo(104), "One Request.");
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
