using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Streams in chunks: how they end, what they hold, and what goes on beside them.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.WhereStreamsGo))]
internal sealed class ChunkTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private const long Endless = long.MaxValue;
    private const int Window = 128 * 1024;
    private const int Chunk = 16 * 1024;

    [Test]
    public async Task Streams_go_both_ways_at_once_and_calls_go_between(CancellationToken token)
    {
        var client = await ServeAsync(new StreamCommands(), token);
        await using var given = await client.InvokeAsync<Stream>("give", [3_000_000], token);
        var up = client.InvokeAsync<long>("take", [new MadeStream(3_000_000)], token);
        var down = MadeStream.CheckAsync(given!, token);

        for (var i = 0; i < 100; i++)
        {
            Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
        }

        Assert.That(await up, Is.EqualTo(3_000_000));
        Assert.That(await down, Is.EqualTo(3_000_000));
    }

    [Test]
    public async Task A_reader_that_does_not_read_holds_a_window_and_delays_nobody(CancellationToken token)
    {
        var commands = new StreamCommands { Source = new MadeStream(Endless) };
        var client = await ServeAsync(commands, token);
        var upward = new MadeStream(Endless);
        await using var unread = await client.InvokeAsync<Stream>("give", [0], token);
        Assert.That(await unread!.ReadAsync(new byte[1], token), Is.EqualTo(1));
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var lingering = client.InvokeAsync<object>("linger", [upward], source.Token);
        await commands.Begun.WaitAsync(token);

        for (var i = 0; i < 100; i++)
        {
            await client.PingAsync(token);
        }

        Assert.That(await client.InvokeAsync<long>("take", [new MadeStream(1_000_000)], token), Is.EqualTo(1_000_000));
        Assert.That(commands.Source.BytesRead, Is.LessThanOrEqualTo(Window + 1));
        Assert.That(upward.BytesRead, Is.LessThanOrEqualTo(Window + 1));
        await source.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => lingering);
    }

    [Test]
    public async Task A_source_that_fails_fails_its_reader(CancellationToken token)
    {
        var commands = new StreamCommands { Source = new MadeStream(Endless, failsAt: 200_000) };
        var client = await ServeAsync(commands, token);
        await using var given = await client.InvokeAsync<Stream>("give", [0], token);

        var failure = await Assert.ThrowsAsync<IOException>(() => MadeStream.CheckAsync(given!, token));
        Assert.That(failure!.Message, Is.EqualTo("the disk is on fire"));
        await commands.Source.Disposed.WaitAsync(token);

        var sent = await FailureAsync(client.InvokeAsync<long>("take_all", [new MadeStream(Endless, failsAt: 200_000)], token));
        Assert.That((sent.Code, sent.Message), Is.EqualTo((ErrorCode.Failed, "the disk is on fire")));
        Assert.That(await commands.Failed.WaitAsync(token), Is.InstanceOf<IOException>());
    }

    [Test]
    public async Task Disposing_a_result_stops_its_sender_within_a_window(CancellationToken token)
    {
        var commands = new StreamCommands { Source = new MadeStream(Endless) };
        var client = await ServeAsync(commands, token);
        var given = await client.InvokeAsync<Stream>("give", [0], token);
        await given!.ReadExactlyAsync(new byte[100_000], token);

        await given.DisposeAsync();

        await commands.Source.Disposed.WaitAsync(token);
        Assert.That(commands.Source.BytesRead, Is.LessThanOrEqualTo(100_000 + Window + Window));
        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task Canceling_a_call_ends_its_streams_at_both_ends(CancellationToken token)
    {
        var commands = new StreamCommands();
        var client = await ServeAsync(commands, token);
        var source = new MadeStream(Endless);
        using var canceling = CancellationTokenSource.CreateLinkedTokenSource(token);
        var call = client.InvokeAsync<long>("take_all", [source], canceling.Token);
        await commands.Begun.WaitAsync(token);

        await canceling.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => call);
        var read = source.BytesRead;
        Assert.That(await commands.Failed.WaitAsync(token), Is.InstanceOf<OperationCanceledException>().Or.InstanceOf<IOException>());
        await client.PingAsync(token);
        Assert.That(source.BytesRead, Is.EqualTo(read), "the source is the caller's again once the call has ended");
    }

    [Test]
    public async Task What_a_command_leaves_unread_is_let_go_when_its_call_ends(CancellationToken token)
    {
        var commands = new StreamCommands();
        var client = await ServeAsync(commands, token);
        var source = new MadeStream(Endless);

        Assert.That(await client.InvokeAsync<int>("ignore", [source], token), Is.EqualTo(1));
        Assert.That(await client.InvokeAsync<int>("read_one", [source], token), Is.EqualTo(1));
        await client.InvokeAsync<object>("keep", [source], token);

        Assert.That(source.BytesRead, Is.LessThanOrEqualTo(3 * Window));
        var failure = await Assert.CatchAsync<IOException>(() => MadeStream.CheckAsync(commands.Kept!, token));
        Assert.That(failure!.Message, Does.Contain("has ended"));
        Assert.That(source.Disposed.IsCompleted, Is.False);
    }

    [Test]
    public async Task A_link_that_breaks_ends_streams_at_both_ends(CancellationToken token)
    {
        var commands = new StreamCommands { Source = new MadeStream(Endless) };
        var client = await ServeAsync(commands, token);
        var given = await client.InvokeAsync<Stream>("give", [0], token);
        var call = client.InvokeAsync<long>("take_all", [new MadeStream(Endless)], token);
        await commands.Begun.WaitAsync(token);

        await Tap.BreakAsync();

        Assert.That((await FailureAsync(call)).Code, Is.EqualTo(ErrorCode.Disconnected));
        await Assert.CatchAsync<IOException>(() => MadeStream.CheckAsync(given!, token));
        await commands.Source.Disposed.WaitAsync(token);
        Assert.That(await commands.Failed.WaitAsync(token), Is.InstanceOf<IOException>().Or.InstanceOf<OperationCanceledException>());
        await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<long>("take", [new MadeStream(1)], token));
    }

    [Test]
    public async Task There_is_a_limit_to_the_streams_that_are_open(CancellationToken token)
    {
        var client = await ServeAsync(new StreamCommands(), token);
        var open = new List<Stream>();
        for (var i = 0; i < 4; i++)
        {
            open.Add((await client.InvokeAsync<Stream>("give", [1_000_000], token))!);
        }

        var failure = await FailureAsync(client.InvokeAsync<Stream>("give", [1], token));
        Assert.That((failure.Code, failure.Message), Is.EqualTo((ErrorCode.Busy, "4 streams are open on this connection already. Read or dispose some first, or raise MaxOpenStreams.")));
        Assert.That(await MadeStream.CheckAsync(open[0], token), Is.EqualTo(1_000_000));
        await using var more = await client.InvokeAsync<Stream>("give", [1], token);
        Assert.That(await MadeStream.CheckAsync(more!, token), Is.EqualTo(1));
    }

    [Test]
    public async Task A_client_that_is_told_not_to_takes_no_streams(CancellationToken token)
    {
        var client = await ServeAsync(new StreamCommands(), token, new ClientOptions { Streams = false });

        await using var given = await client.InvokeAsync<Stream>("give", [10_000], token);
        Assert.That(await MadeStream.CheckAsync(given!, token), Is.EqualTo(10_000));
        var failure = await FailureAsync(client.InvokeAsync<Stream>("give", [1_000_001], token));
        Assert.That((failure.Code, failure.Message), Is.EqualTo((ErrorCode.TooLarge, "The stream gives more than 1000000 bytes, and the peer has not said that it takes streams. Send {\"streams\": true} in a request, give less, or raise MaxCollectedBytes.")));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.InvokeAsync<long>("take", [new MadeStream(1)], token));
        Assert.That(Tap.Sent.Concat(Tap.Received).Select(Tap.TextOf), Has.None.Contains("\"streams\"").And.None.Contains("$stream"));
    }

    [Test]
    public async Task More_than_may_be_gathered_is_refused(CancellationToken token)
    {
        var client = await ServeAsync(new StreamCommands(), token);

        var announced = await FailureAsync(client.InvokeAsync<int>("take_bytes", [new byte[2_000_001]], token));
        var counted = await FailureAsync(client.InvokeAsync<int>("take_bytes", [new MadeStream(Endless)], token));
        var given = await FailureAsync(client.InvokeAsync<byte[]>("give", [Endless], token));

        Assert.That((announced.Code, counted.Code, given.Code), Is.EqualTo((ErrorCode.TooLarge, ErrorCode.TooLarge, ErrorCode.TooLarge)));
        Assert.That(counted.Message, Does.Contain("raise MaxGatheredBytes"));
        Assert.That(await client.InvokeAsync<int>("take_bytes", [MadeStream.Bytes(1_900_000)], token), Is.EqualTo(1_900_000));
        Assert.That(await client.InvokeAsync<int>("take_bytes", [MadeStream.Bytes(1_900_000)], token), Is.EqualTo(1_900_000), "what was held counts no more");
    }

    [Test]
    public async Task A_stream_is_no_part_of_a_notification(CancellationToken token)
    {
        var client = await ServeAsync(new StreamCommands(), token);

        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => client.NotifyAsync(new CommandCall("take") { Arguments = [new MadeStream(1)] }, token));

        Assert.That(refusal!.Message, Does.Contain("Pass it to InvokeAsync"));
    }

    private async Task<LiaisonClient> ServeAsync(StreamCommands commands, CancellationToken token, ClientOptions? options = null)
    {
        var companion = new Companion(new CompanionOptions { MaxCollectedBytes = 1_000_000 });
        companion.Commands.AddFrom(commands);
        await ServeAsync(companion, token, new HostOptions { StreamWindowBytes = Window, StreamChunkBytes = Chunk, MaxOpenStreams = 4, MaxGatheredBytes = 2_000_000 });
        return await ConnectAsync(token, (options ?? new ClientOptions()) with { StreamWindowBytes = Window, StreamChunkBytes = Chunk, MaxOpenStreams = 4, MaxGatheredBytes = 2_000_000 });
    }
}
