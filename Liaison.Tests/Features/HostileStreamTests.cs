using System.Text;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Tests.Calling;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Peers that break the rules of streams, and the form of streams on the wire.</summary>
[CancelAfter(60_000)]
internal sealed class HostileStreamTests
{
    private const int Window = 10_000;

    private static readonly HostOptions Options = new() { StreamWindowBytes = Window, StreamChunkBytes = 1_000, MaxOpenStreams = 5, Execution = Execution.Concurrent };

    [Test]
    public async Task A_stream_is_an_argument_then_credit_then_chunks_then_the_answer(CancellationToken token)
    {
        await using var peer = await StreamPeer.ConnectAsync(new StreamCommands(), Options, token);

        await peer.SendAsync("""{"command":{"command":"take","args":[{"$stream":7}]},"id":1,"echo":"id","streams":true}""", token);
        Assert.That(await peer.ReceiveCreditAsync(token), Is.EqualTo((7, Window)));
        await peer.SendAsync(0, 7, MadeStream.Bytes(6_000), token);
        Assert.That(await peer.ReceiveCreditAsync(token), Is.EqualTo((7, 6_000)));
        await peer.SendAsync(1, 7, MadeStream.Bytes(8_000).AsMemory(6_000), token);

        Assert.That((await peer.ReceiveJsonAsync(token)).GetRawText(), Is.EqualTo("""{"response":8000,"tag":"response","evt":{"id":1},"streams":true}"""));
    }

    [Test]
    public async Task A_result_is_named_then_granted_and_then_comes(CancellationToken token)
    {
        await using var peer = await StreamPeer.ConnectAsync(new StreamCommands(), Options, token);

        await peer.SendAsync("""{"command":{"command":"give","args":[2500]},"id":1,"echo":"id","streams":true}""", token);
        Assert.That((await peer.ReceiveJsonAsync(token)).GetProperty("response").GetRawText(), Is.EqualTo("""{"$stream":1}"""));
        await peer.GrantAsync(1, 1_200, token);
        var bytes = new MemoryStream();
        await AddAsync(1_000);
        await AddAsync(200);
        await peer.GrantAsync(1, 5_000, token);
        await AddAsync(1_000);
        await AddAsync(300);
        var last = (await peer.ReceiveAsync(token))!.Value.Bytes;

        Assert.That((last.Length, last.Span[4]), Is.EqualTo((13, 1)));
        Assert.That(bytes.ToArray(), Is.EqualTo(MadeStream.Bytes(2_500)));

        async Task AddAsync(int count)
        {
            var chunk = (await peer.ReceiveAsync(token))!.Value.Bytes;
            Assert.That((chunk.Span[..5].ToArray(), chunk.Length), Is.EqualTo(("LSN2\0"u8.ToArray(), 13 + count)));
            bytes.Write(chunk.Span[13..]);
        }
    }

    [Test]
    public async Task Chunks_are_taken_as_text_too(CancellationToken token)
    {
        await using var peer = await StreamPeer.ConnectAsync(new StreamCommands(), Options, token);

        await peer.SendAsync("""{"command":{"command":"take","args":[{"$stream":1,"length":3}]},"id":1,"echo":"id"}""", token);
        await peer.ReceiveCreditAsync(token);
        await peer.SendAsync($$$"""{"chunk":{"stream":1,"bytes":"{{{Convert.ToBase64String(MadeStream.Bytes(2))}}}"}}""", token);
        await peer.SendAsync($$$"""{"chunk":{"last":true,"bytes":"{{{Convert.ToBase64String([MadeStream.ByteAt(2)])}}}","stream":1,"more":[1]}}""", token);

        Assert.That((await peer.ReceiveJsonAsync(token)).GetProperty("response").GetInt32(), Is.EqualTo(3));
        await peer.SendAsync("""{"command":{"command":"take_all","args":[{"$stream":2}]},"id":2,"echo":"id"}""", token);
        await peer.ReceiveCreditAsync(token);
        await peer.SendAsync("""{"chunk":{"stream":2,"error":"no more paper"}}""", token);
        Assert.That((await peer.ReceiveJsonAsync(token)).GetProperty("message").GetString(), Is.EqualTo("no more paper"));
        await peer.SendAsync("""{"chunk":{"stream":"2"}}""", token);
        Assert.That((await peer.ReceiveJsonAsync(token)).GetProperty("code").GetString(), Is.EqualTo(ErrorCode.BadMessage));
    }

    [Test]
    public async Task More_than_was_granted_closes_the_connection(CancellationToken token)
    {
        var commands = new StreamCommands();
        await using var peer = await StreamPeer.ConnectAsync(commands, Options, token);
        await peer.SendAsync("""{"command":{"command":"take_all","args":[{"$stream":1}]},"id":1}""", token);
        await peer.ReceiveCreditAsync(token);

        await peer.SendAsync(0, 1, new byte[Window + 1], token);

        Assert.That(await peer.IsClosedAsync(token));
        Assert.That(peer.Log.Warnings, Has.Some.Contains("broke the rules of streams: it sent more of stream 1 than was granted"));
        Assert.That(await commands.Failed.WaitAsync(token), Is.InstanceOf<IOException>().Or.InstanceOf<OperationCanceledException>());
    }

    [TestCase(long.MaxValue)]
    [TestCase(-1)]
    public async Task Credit_past_any_number_closes_the_connection(long second, CancellationToken token)
    {
        var commands = new StreamCommands { Source = new MadeStream(long.MaxValue) };
        await using var peer = await StreamPeer.ConnectAsync(commands, Options, token);
        await peer.SendAsync("""{"command":{"command":"give","args":[1]},"id":1,"streams":true}""", token);
        await peer.ReceiveJsonAsync(token);
        await peer.GrantAsync(1, long.MaxValue, token);

        await peer.GrantAsync(1, second, token);
        await peer.GrantAsync(1, second, token);

        Assert.That(await peer.IsClosedAsync(token));
        Assert.That(peer.Log.Warnings, Has.Some.Contains("too much credit for stream 1"));
        await commands.Source.Disposed.WaitAsync(token);
    }

    [Test]
    public async Task What_is_about_no_stream_is_dropped(CancellationToken token)
    {
        await using var peer = await StreamPeer.ConnectAsync(new StreamCommands(), Options, token);

        await peer.SendAsync("""{"command":{"command":"ping"},"id":1,"streams":true}""", token);
        await peer.SendAsync(0, 99, new byte[100_000], token);
        await peer.SendAsync(1, -1, default, token);
        await peer.SendAsync(2, 0, "why"u8.ToArray(), token);
        await peer.GrantAsync(99, 1, token);
        await peer.SendAsync(4, 99, default, token);
        await peer.SendAsync(200, 1, new byte[3], token);
        await peer.SendAsync(3, 1, new byte[3], token);
        await peer.SendAsync("LSN2"u8.ToArray(), token);
        await peer.SendAsync("LSN2\0\0\0"u8.ToArray(), token);
        await peer.SendAsync("""{"credit":{"call":1,"items":5}}""", token);
        await peer.SendAsync("""{"credit":{"stream":7,"bytes":5}}""", token);
        await peer.SendAsync("""{"command":{"command":"ping"},"id":2}""", token);

        var answers = new[] { await peer.ReceiveJsonAsync(token), await peer.ReceiveJsonAsync(token) };
        Assert.That(answers.Select(answer => answer.GetProperty("evt").GetProperty("id").GetInt32()), Is.EquivalentTo(new[] { 1, 2 }));
        Assert.That(answers.Select(answer => answer.GetProperty("response").GetString()), Is.All.EqualTo("pong"));
    }

    [Test]
    public async Task Thousands_of_streams_are_not_opened(CancellationToken token)
    {
        await using var peer = await StreamPeer.ConnectAsync(new StreamCommands(), Options, token);
        const int Calls = 3_000;

        var sending = Task.Run(
            async () =>
            {
                for (var i = 1; i <= Calls; i++)
                {
                    await peer.SendAsync($$$"""{"command":{"command":"linger","args":[{"$stream":{{{i}}}}]},"id":{{{i}}},"echo":"id"}""", token);
                }
            },
            token);
        var (credits, busy) = (0, 0);
        while (credits < Options.MaxOpenStreams || busy < Calls - Options.MaxOpenStreams)
        {
            var frame = (await peer.ReceiveAsync(token))!.Value;
            var isGranted = frame.Kind == FrameKind.Binary && frame.Bytes.Span[4] == 3;
            var isBusy = frame.Kind == FrameKind.Text && Encoding.UTF8.GetString(frame.Bytes.Span).Contains("raise MaxOpenStreams");
            (credits, busy) = (credits + (isGranted ? 1 : 0), busy + (isBusy ? 1 : 0));
        }

        await sending;
        Assert.That((credits, busy), Is.EqualTo((Options.MaxOpenStreams, Calls - Options.MaxOpenStreams)));
    }

    [Test]
    public async Task A_stream_is_numbered_once(CancellationToken token)
    {
        await using var peer = await StreamPeer.ConnectAsync(new StreamCommands(), Options, token);
        await peer.SendAsync("""{"command":{"command":"linger","args":[{"$stream":1}]},"id":1,"echo":"id"}""", token);
        await peer.ReceiveCreditAsync(token);

        await peer.SendAsync("""{"command":{"command":"linger","args":[{"$stream":1}]},"id":2,"echo":"id"}""", token);

        Assert.That((await peer.ReceiveJsonAsync(token)).GetProperty("message").GetString(), Does.Contain("The stream 1 was given before. Number each stream once on a connection."));
    }

    [Test]
    public async Task Any_sizes_of_chunks_in_any_order_give_the_bytes_of_each_stream(CancellationToken token)
    {
        await using var peer = await StreamPeer.ConnectAsync(new StreamCommands(), Options, token);
        var random = new Random((int)Seeded.Seed);
        for (var round = 1; round <= 30; round++)
        {
            var streams = Enumerable.Range(0, 4).Select(i => (Number: (long)((round * 10) + i), Length: random.Next(60_000))).ToArray();
            var sent = streams.ToDictionary(stream => stream.Number, _ => 0);
            var credit = streams.ToDictionary(stream => stream.Number, _ => 0L);
            foreach (var (number, _) in streams)
            {
                await peer.SendAsync($$$"""{"command":{"command":"take","kwargs":{"content":{"$stream":{{{number}}}},"at_once":{{{random.Next(1, 20_000)}}}}},"id":{{{number}}},"echo":"id"}""", token);
            }

            var left = streams.Length;
            while (left > 0)
            {
                var ready = streams.Where(stream => sent[stream.Number] < stream.Length && credit[stream.Number] > 0).ToArray();
                var ending = streams.Where(stream => sent[stream.Number] == stream.Length).ToArray();
                if (ready.Length > 0 && (ending.Length == 0 || random.Next(4) > 0))
                {
                    await SendPartAsync(ready[random.Next(ready.Length)]);
                }
                else if (ending.Length > 0)
                {
                    await peer.SendAsync(1, ending[0].Number, default, token);
                    sent[ending[0].Number]++;
                }
                else
                {
                    await TakeAsync();
                }
            }

            async Task SendPartAsync((long Number, int Length) stream)
            {
                var from = sent[stream.Number];
                var count = (int)Math.Min(Math.Min(random.Next(0, 5_000), credit[stream.Number]), stream.Length - from);
                await peer.SendAsync(0, stream.Number, MadeStream.Bytes(from + count).AsMemory(from), token);
                sent[stream.Number] += count;
                credit[stream.Number] -= count;
            }

            async Task TakeAsync()
            {
                var frame = (await peer.ReceiveAsync(token))!.Value;
                if (frame.Kind == FrameKind.Binary)
                {
                    var number = BitConverter.ToInt64(frame.Bytes.Span[5..]);
                    credit[number] += frame.Bytes.Span[4] == 3 ? BitConverter.ToInt64(frame.Bytes.Span[13..]) : 0;
                    return;
                }

                var answer = System.Text.Json.JsonDocument.Parse(frame.Bytes).RootElement;
                var stream = streams.Single(stream => stream.Number == answer.GetProperty("evt").GetProperty("id").GetInt64());
                Assert.That(answer.GetProperty("response").GetInt64(), Is.EqualTo(stream.Length), $"LIAISON_TEST_SEED={Seeded.Seed}, round {round}");
                left--;
            }
        }
    }
}
