using System.Threading.Channels;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Testing;

// State that codecs may or may not share.
public abstract partial class ProtocolContract
{
    /// <summary>Connections are independent of each other, whatever requests of both are pending.</summary>
    [Test]
    public void Codecs_of_one_protocol_share_no_state()
    {
        var (one, other) = (new CodecPair(this), new CodecPair(this, attaches: true));
        var sent = new[] { one, other }
            .Select((pair, i) => (pair, frames: Encode(pair.Caller, new Request { Id = CallId.Of(1), Command = "run", Arguments = Positional($"{i}") })))
            .ToList();

        // If a message has several frames, the frames of both connections arrive mixed.
        var arrived = new List<Envelope>[] { [], [] };
        for (var i = 0; i < sent.Max(each => each.frames.Count); i++)
        {
            foreach (var (index, (pair, frames)) in sent.Index())
            {
                arrived[index].AddRange(Decode(pair.Host, [.. frames.Skip(i).Take(1)]));
            }
        }

        var requests = arrived.Select(messages => Only<Request>(messages)).ToList();
        AssertSame(requests[0].Arguments[0].Json, "0");
        AssertSame(requests[1].Arguments[0].Json, "1");
        Assert.That((one.Caller.Attaches, one.Host.Attaches), Is.EqualTo((AlwaysAttaches, AlwaysAttaches)), "The attachments of another connection must not appear here.");
        AssertSame(Only<Response>(other.ToCaller(new Response(requests[1], "other"))).Value, "\"other\"");
        AssertSame(Only<Response>(one.ToCaller(new Response(requests[0], "one"))).Value, "\"one\"");
    }

    /// <summary>The answers of another connection do not complete a connection's batch.</summary>
    [Test]
    public void Batches_of_several_connections_keep_apart()
    {
        var pairs = new[] { new CodecPair(this), new CodecPair(this) };
        var requests = pairs.Select(pair => SendBatch(pair, "a", 3)).ToList();
        var arrived = pairs.Select(_ => new List<Envelope>()).ToList();
        for (var i = 2; i >= 0; i--)
        {
            foreach (var (index, pair) in pairs.Index())
            {
                arrived[index].AddRange(pair.ToCaller(new Response(requests[index][i], index)));
            }
        }

        foreach (var (index, answers) in arrived.Index())
        {
            var ids = Enumerable.Range(0, 3).Select(i => AnId($"a{i}").ToString());
            Assert.That(answers.Select(answer => IdOf(answer).ToString()), Is.EquivalentTo(ids));
            answers.ForEach(answer => AssertSame(((Response)answer).Value, $"{index}"));
        }
    }

    /// <summary>A connection decodes on one thread while it encodes on another.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task Decoding_and_encoding_at_once_do_not_disturb_each_other(CancellationToken cancellationToken)
    {
        const int Count = 5_000;
        var pair = new CodecPair(this);
        var requests = Channel.CreateUnbounded<Request>();
        var frames = Enumerable.Range(0, Count)
            .Select(i => Encode(pair.Caller, new Request { Id = CallId.Of(i), Command = "run", Arguments = Positional($"{i}") }))
            .ToList();
        var decoding = Task.Run(
            () =>
            {
                try
                {
                    foreach (var frame in frames)
                    {
                        requests.Writer.TryWrite(Only<Request>(Decode(pair.Host, frame)));
                    }
                }
                finally
                {
                    requests.Writer.Complete();
                }
            },
            cancellationToken);
        var sent = new List<Frame>();
        await foreach (var request in requests.Reader.ReadAllAsync(cancellationToken))
        {
            sent.AddRange(Encode(pair.Host, new Response(request, new RawJson(request.Arguments[0].Json))));
        }

        await decoding;
        foreach (var (index, answer) in Decode(pair.Caller, sent).Index())
        {
            Assert.That(IdOf(answer), Is.EqualTo(CallId.Of(index)));
            AssertSame(((Response)answer).Value, $"{index}");
        }
    }
}
