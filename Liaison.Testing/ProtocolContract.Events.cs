using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Testing;

// Messages before answers and next to them.
public abstract partial class ProtocolContract
{
    /// <summary>Progress reports and items arrive for their request, in order and before its answer.</summary>
    [Test]
    public void Progress_and_items_keep_their_request_and_order()
    {
        foreach (var id in Ids)
        {
            var pair = new CodecPair(this);
            var requests = new[] { id, CallId.Of(99) }.Select(each => (Id: each, Request: Ask(pair, each))).ToArray();
            var arrived = new List<Envelope>();
            for (var i = 0; i < 5; i++)
            {
                foreach (var (_, request) in requests)
                {
                    Send(pair, new Progress(request, i), SupportsProgress, nameof(SupportsProgress), arrived);
                    Send(pair, new Item(request, $"item {i}"), SupportsItems, nameof(SupportsItems), arrived);
                }
            }

            foreach (var (caller, request) in requests)
            {
                arrived.AddRange(pair.ToCaller(new Response(request, null)));
                var own = arrived.Where(message => IdOf(message) == caller).ToList();
                AssertValues(own.OfType<Progress>().Select(message => message.Value), SupportsProgress ? ["0", "1", "2", "3", "4"] : []);
                AssertValues(
                    own.OfType<Item>().Select(message => message.Value), SupportsItems ? [.. Enumerable.Range(0, 5).Select(i => $"\"item {i}\"")] : []);
                Assert.That(own[^1], Is.InstanceOf<Response>(), "The answer comes last.");
            }
        }
    }

    /// <summary>A reported value that cannot be written becomes text.</summary>
    [Test]
    public void An_event_that_cannot_be_written_becomes_text()
    {
        var pair = new CodecPair(this);
        var request = Ask(pair, CallId.Of(1));
        foreach (var value in Unwritable())
        {
            var arrived = new List<Envelope>();
            Send(pair, new Progress(request, value), SupportsProgress, nameof(SupportsProgress), arrived);
            Send(pair, new Item(request, value), SupportsItems, nameof(SupportsItems), arrived);
            Send(pair, new Publication("topic", value), SupportsPublications, nameof(SupportsPublications), arrived);
            foreach (var message in arrived)
            {
                AssertText(message switch
                {
                    Progress progress => progress.Value,
                    Item item => item.Value,
                    Publication publication => publication.Value,
                    _ => throw new AssertionException($"An event arrived as a {Describe(message)}."),
                });
            }
        }
    }

    /// <summary>A cancel, or a call of the command <c>cancel</c> instead, names the request to cancel, in both directions.</summary>
    [Test]
    public void A_cancel_names_its_request()
    {
        foreach (var id in Ids)
        {
            var pair = new CodecPair(this);
            var request = pair.Call(id);
            if (!SupportsCancel)
            {
                AssertLeftOut(pair.Caller, new Cancel(id), nameof(SupportsCancel));
                AssertLeftOut(pair.Host, new Cancel(id), nameof(SupportsCancel));
                continue;
            }

            AssertCancels(pair.ToHost(new Cancel(id)), id);
            var fault = Only<Fault>(pair.ToCaller(new Fault(request, CommandError.Of(ErrorCode.Canceled, "It was canceled."))));
            Assert.That((fault.Request.Id, fault.Error.Code), Is.EqualTo((id, ErrorCode.Canceled)), "A canceled request is still answered.");
            if (SupportsCallsBack)
            {
                Only<Request>(pair.ToCaller(new Request { Id = id, Command = "choose" }));
                AssertCancels(pair.ToCaller(new Cancel(id)), id);
            }
        }
    }

    /// <summary>A publication arrives with its topic, its value, and the number of publications that were dropped before it.</summary>
    [Test]
    public void A_publication_arrives_with_its_topic_and_value()
    {
        foreach (var topic in SupportsAnyValue ? ["frames", "session.started", "größe \"1\""] : new[] { "frames", "session_started" })
        {
            foreach (var dropped in new[] { 0, 7 })
            {
                var pair = new CodecPair(this);
                var sent = new Publication(topic, new List<object?> { 1, "é" }) { Dropped = dropped };
                if (!SupportsPublications)
                {
                    AssertLeftOut(pair.Host, sent, nameof(SupportsPublications));
                    continue;
                }

                var arrived = Only<Publication>(pair.ToCaller(sent));
                Assert.That(arrived.Topic, Is.EqualTo(topic));
                AssertSame(arrived.Value, "[1,\"é\"]");
                Assert.That(arrived.Dropped, Is.EqualTo(SupportsDropCounts ? dropped : 0), $"Publication.Dropped, with {nameof(SupportsDropCounts)} as it is.");
            }
        }
    }

    /// <summary>The requests of a batch arrive in order, and each request that wants an answer gets one.</summary>
    [Test]
    public void A_batch_is_answered()
    {
        var pair = new CodecPair(this);
        var first = SendBatch(pair, "a", 5);
        var second = SendBatch(pair, "b", 3);
        var single = pair.Call(AnId("c"));

        // The answers to both batches, and to the single request, may arrive in any order.
        Request[] requests = [.. first, .. second, single];
        new Random(1).Shuffle(requests);
        var arrived = new List<Envelope>();
        foreach (var (index, request) in requests.Index())
        {
            arrived.AddRange(pair.ToCaller(index % 3 == 0 ? new Fault(request, CommandError.Of("own", "No.")) : new Response(request, index)));
        }

        Assert.That(
            arrived.Select(message => IdOf(message).ToString()),
            SupportsAnyId ? Is.EquivalentTo(requests.Select(request => request.Id.ToString())) : Is.Unique.And.Exactly(requests.Length).Items,
            "Each request of a batch is answered once.");
        Assert.That(arrived.OfType<Fault>().Count(), Is.EqualTo(3));
    }

    /// <summary>The answer to a batch does not wait for requests that want no answer.</summary>
    [Test]
    public void A_batch_with_a_notification_is_answered()
    {
        if (!SupportsNotifications)
        {
            Assert.Ignore($"The protocol has no notifications: override {nameof(SupportsNotifications)} if it has.");
        }

        var pair = new CodecPair(this);
        Request[] sent = [new() { Command = "log", WantsReply = false }, new() { Id = CallId.Of(1), Command = "ping" }, new() { Command = "log", WantsReply = false }];
        var arrived = pair.ToHost(new Batch(sent)).Cast<Request>().ToList();
        Assert.That(arrived.Select(request => (request.Command, request.WantsReply)), Is.EqualTo(sent.Select(request => (request.Command, request.WantsReply))));
        Assert.That(IdOf(Only<Response>(pair.ToCaller(new Response(arrived[1], null)))), Is.EqualTo(CallId.Of(1)));
        Assert.That(pair.ToHost(new Batch([sent[0], sent[2]])), Has.Count.EqualTo(2), "A batch of notifications alone arrives too.");
    }

    // Hosts also have a command "cancel", for protocols that have no cancel message.
    private static void AssertCancels(List<Envelope> arrived, CallId id)
    {
        if (Only<Envelope>(arrived) is Request { Command: "cancel", Problem: null } command)
        {
            AssertSame(command.Arguments[0].Json, id.ToString());
        }
        else
        {
            Assert.That(Only<Cancel>(arrived).Id, Is.EqualTo(id));
        }
    }

    private static Request Ask(CodecPair pair, CallId id) =>
        Only<Request>(pair.ToHost(new Request { Id = id, Command = "run", WantsProgress = true, WantsItems = true }));

    private static void AssertValues(IEnumerable<object?> arrived, string[] sent)
    {
        var values = arrived.ToList();
        Assert.That(values, Has.Count.EqualTo(sent.Length), "Each report and each item arrives at its own request.");
        foreach (var (value, json) in values.Zip(sent))
        {
            AssertSame(value, json);
        }
    }

    private static void Send(CodecPair pair, Envelope message, bool isSupported, string flag, List<Envelope> arrived)
    {
        if (isSupported)
        {
            arrived.AddRange(pair.ToCaller(message));
        }
        else
        {
            AssertLeftOut(pair.Host, message, flag);
        }
    }

    private static CallId IdOf(Envelope message) => message switch
    {
        Response response => response.Request.Id,
        Fault fault => fault.Request.Id,
        Progress progress => progress.Request.Id,
        Item item => item.Request.Id,
        _ => throw new AssertionException($"No {message.GetType().Name} was sent."),
    };

    private Request[] SendBatch(CodecPair pair, string name, int count)
    {
        var sent = Enumerable.Range(0, count).Select(i => new Request { Id = AnId($"{name}{i}"), Command = "run", Arguments = Positional($"{i}") }).ToArray();
        var frames = Encode(pair.Caller, new Batch(sent));
        if (SupportsBatches)
        {
            Assert.That(Decode(pair.Host, frames[..^1]), Is.Empty, $"With {nameof(SupportsBatches)} a batch is one message.");
            frames = frames[^1..];
        }

        var arrived = Decode(pair.Host, frames);
        Assert.That(arrived, Has.Count.EqualTo(count));
        foreach (var (request, original) in arrived.Zip(sent))
        {
            AssertSame((Request)request, original);
        }

        return [.. arrived.Cast<Request>()];
    }
}
