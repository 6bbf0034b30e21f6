using System.Globalization;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Resumption;
using Liaison.Sessions;
using Liaison.Tests.Features;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Resumption;

/// <summary>
/// Links that are cut again and again while calls go over them. A plain run makes 20,000 calls; LIAISON_RESUMED_CALLS asks for another number.
/// </summary>
[CancelAfter(600_000)]
internal sealed class CutLinksTests
{
    private const int Callers = 64;

    /// <summary>A link is cut after so many frames, which is once for some thousand calls.</summary>
    private const int FramesUntilCut = 400;

    private static int Calls =>
        int.Parse(Environment.GetEnvironmentVariable("LIAISON_RESUMED_CALLS") ?? "20000", NumberStyles.None, CultureInfo.InvariantCulture);

    private static IEnumerable<TestCaseData> Links()
    {
        yield return new TestCaseData((Func<LinkEnds>)(() =>
        {
            var transport = new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions { AnyLocalProcess = true });
            return new LinkEnds(transport, _ => new WebSocketConnector(new Uri("ws://" + transport.Address)));
        })).SetArgDisplayNames("websocket");
        yield return new TestCaseData((Func<LinkEnds>)(() =>
        {
            var transport = new NamedPipeTransport($"liaison-{Guid.NewGuid():N}");
            return new LinkEnds(transport, _ => new NamedPipeConnector(transport.Address));
        })).SetArgDisplayNames("pipe");
        yield return new TestCaseData((Func<LinkEnds>)(() =>
        {
            var transport = new UnixSocketTransport(SocketPaths.Fresh());
            return new LinkEnds(transport, _ => new UnixSocketConnector(transport.Address));
        })).SetArgDisplayNames("unix");
    }

    [TestCaseSource(nameof(Links))]
    public async Task Every_call_runs_once_and_has_its_own_answer(Func<LinkEnds> open, CancellationToken token)
    {
        var ends = open();
        var counted = new Counted(Calls);
        await using var companion = new Companion();
        companion.Commands.AddFrom(counted);
        await using var host = new LiaisonHost(companion, new HostOptions { ResumeTimeout = TimeSpan.FromMinutes(1), Execution = Execution.Concurrent }).Add(ends.Transport);
        await host.StartAsync(token);
        var links = new CuttingConnector(ends.Connector(LiaisonProtocol.Instance), FramesUntilCut);
        var resume = new ResumeOptions { FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(50) };
        await using var client = await LiaisonClient.ConnectAsync(links, new ClientOptions { Resume = resume }, token);

        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number < Calls; number = Interlocked.Increment(ref next))
            {
                Assert.That(await client.InvokeAsync<int>("count", [number], token), Is.EqualTo(number * 2));
            }
        }));

        await TestContext.Out.WriteLineAsync($"{Calls} calls over {links.Links} links");
        Assert.That(counted.NotOnce, Is.Empty);
        Assert.That(links.Links, Is.GreaterThan(2));
    }

    private sealed class Counted(int calls)
    {
        private readonly int[] _runs = new int[calls];

        public IEnumerable<int> NotOnce => Enumerable.Range(0, calls).Where(number => _runs[number] != 1);

        [Command("count")]
        public int Count(int number)
        {
            Interlocked.Increment(ref _runs[number]);
            return number * 2;
        }
    }
}
