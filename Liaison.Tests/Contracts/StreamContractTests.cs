using System.IO.Pipelines;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Tests.Features;
using NUnit.Framework;

namespace Liaison.Tests.Contracts;

/// <summary>Streams as arguments and results of a contract, through generated code at both ends.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class StreamContractTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    // More than a window, and no multiple of anything.
    private const int Many = 1_500_007;

    [Test]
    public async Task Streams_go_to_a_contract(CancellationToken token)
    {
        var archive = await ServeArchiveAsync(token);
        if (!Speech.Streams)
        {
            var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => archive.StoreAsync("a", new MadeStream(1), token));
            Assert.That(refusal!.Message, Does.Contain("Pass byte[]"));
            return;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await archive.StoreAsync("a", new MadeStream(Many), token), Is.EqualTo(Many));
            Assert.That(await archive.StoreAsync("b", new MadeStream(0), token), Is.Zero);
            Assert.That(await archive.StorePipeAsync(PipeReader.Create(new MadeStream(Many)), token), Is.EqualTo(Many));
        }
    }

    [Test]
    public async Task A_stream_comes_from_a_contract(CancellationToken token)
    {
        var archive = await ServeArchiveAsync(token);

        await using var content = await archive.OpenAsync(Many, token);

        Assert.That(await MadeStream.CheckAsync(content, token), Is.EqualTo(Many));
    }

    [Test]
    public async Task Many_bytes_go_and_come(CancellationToken token)
    {
        var archive = await ServeArchiveAsync(token);
        var content = MadeStream.Bytes(Many);

        Assert.That(await archive.ReadAsync(content, token), Is.EqualTo(content).Using(SameBytes.Comparer));
    }

    private async Task<IArchive> ServeArchiveAsync(CancellationToken token)
    {
        await ServeAsync(new Companion().Add<IArchive>(new Archive()), token);
        return (await ConnectAsync(token)).As<IArchive>();
    }
}
