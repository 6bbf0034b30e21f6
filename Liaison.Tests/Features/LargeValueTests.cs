using System.IO.Pipelines;
using Liaison.Client;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Streams and many bytes as arguments and results: in chunks where the protocol and the link have a form for it, else as bytes, or refused.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class LargeValueTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    // More than a window, and no multiple of anything.
    private const int Many = 1_500_007;

    [Test]
    public async Task A_stream_goes_to_a_command(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new StreamCommands(), token);
        if (!Speech.Streams)
        {
            var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => client.InvokeAsync<long>("take", [new MadeStream(1)], token));
            Assert.That(refusal!.Message, Does.Contain("Pass byte[]"));
            return;
        }

        var source = new MadeStream(Many);
        Assert.That(await client.InvokeAsync<long>("take", [source], token), Is.EqualTo(Many));
        Assert.That(source.Disposed.IsCompleted, Is.False, "it stays the caller's");
        Assert.That(await client.InvokeAsync<long>("take", [new MadeStream(0)], token), Is.Zero);
        Assert.That(await client.InvokeAsync<long>("take_now", ["name", new MadeStream(300_000)], token), Is.EqualTo(300_004));
        Assert.That(await client.InvokeAsync<long>("take_pipe", [new MadeStream(Many)], token), Is.EqualTo(Many));
        Assert.That(await client.InvokeAsync<long>("take_pipe", [PipeReader.Create(new MadeStream(Many))], token), Is.EqualTo(Many));
        Assert.That(await client.InvokeAsync<int>("take_bytes", [new MadeStream(Many)], token), Is.EqualTo(Many));
    }

    [Test]
    public async Task Bytes_are_taken_for_a_stream(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new StreamCommands(), token);

        Assert.That(await client.InvokeAsync<long>("take", [MadeStream.Bytes(1_000)], token), Is.EqualTo(1_000));
        Assert.That(await client.InvokeAsync<long>("take_pipe", [MadeStream.Bytes(1_000)], token), Is.EqualTo(1_000));
        Assert.That((await FailureAsync(client.InvokeAsync<long>("take", [7], token))).Code, Is.EqualTo(ErrorCode.BadArguments));
    }

    [Test]
    public async Task A_stream_comes_back(CancellationToken token)
    {
        var commands = new StreamCommands { Source = new MadeStream(Many) };
        var client = await ServeAndConnectAsync(commands, token);

        await using (var given = await client.InvokeAsync<Stream>("give", [Many], token))
        {
            Assert.That(await MadeStream.CheckAsync(given!, token), Is.EqualTo(Many));
        }

        await commands.Source.Disposed.WaitAsync(token);
        await using var piped = await client.InvokeAsync<Stream>("give_pipe", [Many], token);
        Assert.That(await MadeStream.CheckAsync(piped!, token), Is.EqualTo(Many));
        commands.Source = null;
        var reader = await client.InvokeAsync<PipeReader>("give", [Many], token);
        Assert.That(await MadeStream.CheckAsync(reader!.AsStream(), token), Is.EqualTo(Many));
        Assert.That(await client.InvokeAsync<byte[]>("give", [Many], token), Is.EqualTo(MadeStream.Bytes(Many)).Using(SameBytes.Comparer));
        Assert.That(await client.InvokeAsync<Stream>("give_none", [], token), Is.Null);
    }

    [Test]
    public async Task Many_bytes_go_and_come_as_before(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new StreamCommands(), token);
        var bytes = MadeStream.Bytes(Many);

        Assert.That(await client.InvokeAsync<int>("take_bytes", [bytes], token), Is.EqualTo(Many));
        Assert.That(await client.InvokeAsync<int>("take_bytes", [new ReadOnlyMemory<byte>(bytes)], token), Is.EqualTo(Many));
        Assert.That((await client.InvokeAsync<byte[]>("give_bytes", [Many], token)).AsSpan().SequenceEqual(bytes));
        Assert.That((await client.InvokeAsync<ReadOnlyMemory<byte>>("give_memory", [Many], token)).Span.SequenceEqual(bytes));
        if (Speech.Streams)
        {
            Assert.That(await client.InvokeAsync<long>("take_both", [bytes, new MadeStream(5)], token), Is.EqualTo((1_000_000_000L * Many) + 5));
        }

        var largest = Tap.Sent.Concat(Tap.Received).Max(frame => frame.Bytes.Length);
        Assert.That(largest, Speech.Streams && Link.Streams ? Is.LessThan(100_000) : Is.GreaterThanOrEqualTo(Many));
    }

    [Test]
    public async Task A_client_gives_streams_to_its_host_and_takes_them(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new StreamCommands(), token);
        client.Commands.AddFrom(new StreamCommands());
        if (!Speech.CallsBack)
        {
            return;
        }

        if (!Speech.Streams || !Link.Streams)
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => Peer.InvokeAsync<long>("take", [new MadeStream(1)], token));
            return;
        }

        Assert.That(await Peer.InvokeAsync<long>("take", [new MadeStream(Many)], token), Is.EqualTo(Many));
        await using var given = await Peer.InvokeAsync<Stream>("give", [Many], token);
        Assert.That(await MadeStream.CheckAsync(given!, token), Is.EqualTo(Many));
    }
}
