using System.Runtime.CompilerServices;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Bytes: as they are where the protocol and the link have a form for it, as base64 elsewhere.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class AttachmentTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 999).Select(i => (byte)(i * 7))];

    private static readonly string Base64 = Convert.ToBase64String(Bytes);

    private bool Attaches => Speech.Attaches && Link.CarriesBinary;

    [Test]
    public async Task Bytes_go_to_a_command_and_come_back(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Turning(), token);

        var turned = await client.InvokeAsync<byte[]>("turn", [Bytes], token);

        Assert.That(turned, Is.EqualTo(Enumerable.Reverse(Bytes)));
        AssertForm(Bytes, Tap.Sent);
        AssertForm(turned!, Tap.Received);
    }

    [Test]
    public async Task Memory_goes_to_a_command_and_comes_back(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Turning(), token);

        var turned = await client.InvokeAsync<ReadOnlyMemory<byte>>("turn_memory", [new ReadOnlyMemory<byte>(Bytes, 1, 900)], token);

        Assert.That(turned.ToArray(), Is.EqualTo(Bytes[1..901].Reverse()));
        AssertForm(Bytes[1..901], Tap.Sent);
        AssertForm(turned.ToArray(), Tap.Received);
    }

    [Test]
    public async Task Bytes_may_stand_in_records_that_are_nested(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Turning(), token);
        var thumb = new Picture("thumb", [1, 2, 3], new byte[] { 4 }, []);

        var result = await client.InvokeAsync<Picture>("picture", [new Picture("$all", Bytes, Bytes.AsMemory(5), [thumb, thumb])], token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result!.Name, result.Pixels), Is.EqualTo(("$all", Bytes)));
            Assert.That(result.Mask.ToArray(), Is.EqualTo(Bytes[5..]));
            Assert.That(result.More.Select(one => one.Pixels), Is.EqualTo(new[] { thumb.Pixels, thumb.Pixels }));
            Assert.That(result.More.Select(one => one.Mask.ToArray()), Is.EqualTo(new[] { new byte[] { 4 }, new byte[] { 4 } }));
        }

        AssertForm(Bytes, Tap.Sent);
        AssertForm(Bytes, Tap.Received);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(1 << 20)]
    public async Task Bytes_may_be_none_or_many(int count, CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Turning(), token);
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);

        var turned = await client.InvokeAsync<byte[]>("turn", [bytes], token);

        Assert.That(turned.AsSpan().SequenceEqual(bytes.Reverse().ToArray()));
    }

    [Test]
    public async Task No_bytes_at_all_are_null(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Turning(), token);

        Assert.That(await client.InvokeAsync<byte[]>("turn", [null], token), Is.Null);
    }

    [Test]
    public async Task Bytes_go_by_name_and_beside_other_arguments(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Turning(), token);
        var call = new CommandCall("join") { Keywords = new Dictionary<string, object?> { ["last"] = Bytes, ["first"] = new byte[] { 1 }, ["text"] = "\u00e9" } };

        Assert.That(await client.InvokeAsync<byte[]>(call, token), Is.EqualTo((byte[])[1, 0xC3, 0xA9, .. Bytes]));
        AssertForm(Bytes, Tap.Sent);
    }

    [Test]
    public async Task Bytes_are_published(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Turning(), token);
        await using var loop = await EventLoop<Picture>.StartAsync(client, "pictures", token);

        await Host.PublishAsync("pictures", new Picture("new", Bytes, new byte[] { 1 }, []));

        Assert.That((await loop.NextAsync()).Value!.Pixels, Is.EqualTo(Bytes));
        AssertForm(Bytes, Tap.Received);
    }

    [Test]
    public async Task A_client_publishes_bytes(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Turning(), token);
        await using var loop = await EventLoop<byte[]>.StartAsync(client, "pictures", token);

        await client.InvokeAsync<string>("publish", ["pictures", Bytes], token);

        Assert.That((await loop.NextAsync()).Value, Is.EqualTo(Bytes));
        AssertForm(Bytes, Tap.Sent);
        AssertForm(Bytes, Tap.Received);
    }

    [Test]
    public async Task Bytes_are_streamed_and_reported(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Turning(), token);
        var reports = new List<byte[]?>();

        var items = new List<byte[]?>();
        await foreach (var item in client.StreamAsync<byte[]>(new CommandCall("parts") { Arguments = [Bytes] }.WithProgress<byte[]>(reports.Add), token))
        {
            items.Add(item);
        }

        Assert.That(items, Is.EqualTo(new[] { Bytes, [.. Enumerable.Reverse(Bytes)] }));
        Assert.That(reports, Is.EqualTo(Speech.Reports ? new[] { Bytes } : []));
        AssertForm(Bytes, Tap.Received);
    }

    [Test]
    public async Task Bytes_go_to_a_client_that_is_called_and_come_back(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Turning(), token);
        client.Commands.AddFrom(new Turning());
        if (!await HostCallsAsync())
        {
            return;
        }


        var turned = await Peer.InvokeAsync<byte[]>("turn", [Bytes], token);

        Assert.That(turned, Is.EqualTo(Enumerable.Reverse(Bytes)));
        AssertForm(Bytes, Tap.Received);
        AssertForm(turned!, Tap.Sent);
    }

    [Test]
    public async Task A_client_that_is_told_not_to_attach_does_not_and_neither_does_its_host(CancellationToken token)
    {
        var companion = new Companion();
        companion.Commands.AddFrom(new Turning());
        await ServeAsync(companion, token);
        var client = await ConnectAsync(token, new ClientOptions { Attachments = false });

        Assert.That(await client.InvokeAsync<byte[]>("turn", [Bytes], token), Is.EqualTo(Enumerable.Reverse(Bytes)));
        if (Speech.AttachesAlways)
        {
            AssertForm(Bytes, Tap.Sent);
            return;
        }

        Assert.That(Tap.Sent.Concat(Tap.Received).Select(frame => frame.Kind), Is.All.EqualTo(FrameKind.Text));
        Assert.That(Tap.Sent.Select(Tap.TextOf), Has.Some.Contains(Base64));
    }

    /// <summary>The bytes went in a binary frame as they are, and in no other form; where there are none, as base64 in text.</summary>
    private void AssertForm(byte[] bytes, IReadOnlyCollection<Frame> frames)
    {
        var base64 = Convert.ToBase64String(bytes);
        var escaped = base64.Replace("+", "\\u002B", StringComparison.Ordinal);
        var holding = frames.Where(frame => frame.Bytes.Span.IndexOf(bytes) >= 0).ToList();
        var texts = frames.Select(Tap.TextOf).Count(text => text.Contains(base64) || text.Contains(escaped));

        Assert.That(holding.Count > 0, Is.EqualTo(Attaches), "a frame holds the bytes");
        Assert.That(texts > 0, Is.Not.EqualTo(Attaches), "a frame holds the bytes as base64");
        Assert.That(holding.Select(frame => frame.Kind), Is.All.EqualTo(FrameKind.Binary));
        Assert.That(holding.TrueForAll(frame => Speech.AttachesAlways || frame.Bytes.Span.StartsWith("LSN1"u8)));
    }

    public sealed record Picture(string Name, byte[] Pixels, ReadOnlyMemory<byte> Mask, IReadOnlyList<Picture> More);

    public sealed class Turning
    {
        [Command("turn")]
        public byte[]? Turn(byte[]? bytes) => bytes is null ? null : [.. Enumerable.Reverse(bytes)];

        [Command("turn_memory")]
        public ReadOnlyMemory<byte> TurnMemory(ReadOnlyMemory<byte> bytes) => bytes.ToArray().Reverse().ToArray();

        [Command("picture")]
        public Picture Picture(Picture picture) => picture;

        [Command("join")]
        public byte[] Join(byte[] first, string text, byte[] last) => [.. first, .. System.Text.Encoding.UTF8.GetBytes(text), .. last];

        [Command("parts")]
        public async IAsyncEnumerable<byte[]> PartsAsync(
            byte[] bytes, IProgress<byte[]> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            progress.Report(bytes);
            yield return bytes;
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return [.. Enumerable.Reverse(bytes)];
        }
    }
}
