using Liaison.Client;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>Peers that stop in the middle, and stay.</summary>
[TestFixtureSource(typeof(FaultLinks), nameof(FaultLinks.All))]
internal sealed class SilentPeerTests(FaultLink link) : FaultyLinkTest(link)
{
    private const int Peers = 20;

    [Test]
    public async Task Peers_that_send_half_a_frame_and_stay_keep_neither_the_next_one_nor_the_host_from_its_end(CancellationToken token)
    {
        await ServeAsync(token);
        var whole = Fault.None();
        Proxy.Apply(whole, Fault.None());
        var first = await ConnectThroughAsync(token);
        await first.PingAsync(token);
        var before = whole.Passed;
        await first.InvokeAsync<string>("echo", ["half of this"], token);
        var half = (before + whole.Passed) / 2;
        await first.DisposeAsync();

        var silent = new List<LiaisonClient>();
        var calls = new List<Task>();
        for (var i = 0; i < Times(Peers); i++)
        {
            Proxy.Apply(Fault.SwallowAfter(half), Fault.None());
            silent.Add(await ConnectThroughAsync(token));
            await silent[^1].PingAsync(token);
            calls.Add(silent[^1].InvokeAsync<string>("echo", ["half of this"], token));
        }

        await ServedAsync(token);
        await Host.StopAsync().WaitAsync(token);

        foreach (var call in calls)
        {
            Assert.That(await FailedAsync(call), "It was never asked for.");
        }

        foreach (var client in silent)
        {
            await client.DisposeAsync();
        }
    }

    private static async Task<bool> FailedAsync(Task call)
    {
        await call.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return call.IsFaulted;
    }
}
