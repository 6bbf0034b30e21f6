using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Resumption;
using Liaison.Sessions;
using Liaison.Tests.Contracts;
using Liaison.Tests.Features;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Resumption;

/// <summary>Streams of bytes, and contracts, over links that are cut while they go.</summary>
[CancelAfter(60_000)]
internal sealed class ResumedStreamTests
{
    private const int Many = 20_000_003;
    private const int FramesUntilCut = 60;

    [Test]
    public async Task A_stream_loses_no_byte_in_either_direction(CancellationToken token)
    {
        await using var companion = new Companion();
        companion.Add<IArchive>(new Archive());
        await using var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(companion, new HostOptions { ResumeTimeout = TimeSpan.FromMinutes(1), Execution = Execution.Concurrent }).Add(transport);
        await host.StartAsync(token);
        var links = new CuttingConnector(new InMemoryConnector(transport), FramesUntilCut);
        var resume = new ResumeOptions { FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(20) };
        await using var client = await LiaisonClient.ConnectAsync(links, new ClientOptions { Resume = resume }, token);
        var archive = client.As<IArchive>();

        var stored = archive.StoreAsync("a", new MadeStream(Many), token);
        await using var opened = await archive.OpenAsync(Many, token);
        var read = MadeStream.CheckAsync(opened, token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await stored, Is.EqualTo((long)Many));
            Assert.That(await read, Is.EqualTo(Many));
            Assert.That(links.Links, Is.GreaterThan(5));
        }
    }
}
