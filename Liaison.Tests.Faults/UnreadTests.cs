using Liaison.Client;
using Liaison.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>Peers that never read what they asked for.</summary>
[TestFixtureSource(typeof(FaultLinks), nameof(FaultLinks.OfEachTransport))]
internal sealed class UnreadTests(FaultLink link) : FaultyLinkTest(link)
{
    private const int Replies = 100;
    private const int ReplyBytes = 1_000_000;

    private static readonly HostOptions Patient = new() { MaxUnsentBytes = 2L * Replies * ReplyBytes, DrainTimeout = TimeSpan.FromMilliseconds(200) };

    [Test]
    public async Task While_100_MB_wait_for_a_peer_that_never_reads_others_are_served_and_its_leaving_frees_them(CancellationToken token)
    {
        await ServeAsync(token, Patient);
        var (client, calls, release) = await AskAsync(token);

        await ServedAsync(token);
        await TestContext.Out.WriteLineAsync($"while they wait: {Figures.Take()}");

        // The proxy notices that its peer has left only where it reads on.
        var leaving = client.DisposeAsync();
        release.SetResult();
        await leaving;
        await Task.WhenAll(calls).ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await ServedAsync(token);
    }

    [Test]
    public async Task A_peer_that_reads_late_is_given_all_100_MB(CancellationToken token)
    {
        await ServeAsync(token, Patient);
        var (client, calls, release) = await AskAsync(token);

        await ServedAsync(token);
        release.SetResult();

        var lengths = (await Task.WhenAll(calls)).Select(text => text!.Length).ToArray();
        await client.DisposeAsync();
        Assert.That(lengths, Has.Length.EqualTo(Replies).And.All.EqualTo(ReplyBytes));
    }

    // On return all replies were made, and most are still at the host.
    private async Task<(LiaisonClient Client, Task<string?>[] Calls, TaskCompletionSource Release)> AskAsync(CancellationToken token)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var down = Fault.None();
        Proxy.Apply(Fault.None(), down);
        await using (var first = await ConnectThroughAsync(token))
        {
            await first.PingAsync(token);
        }

        // Further than the handshake and the first answer.
        Proxy.Apply(Fault.None(), Fault.HoldAfter(down.Passed + 1_000, release.Task));
        var client = await ConnectThroughAsync(token);
        await client.PingAsync(token);
        var made = Commands.WhenMade(Replies);
        var calls = Enumerable.Range(0, Replies).Select(_ => client.InvokeAsync<string>("bytes", [ReplyBytes], token)).ToArray();
        await made.WaitAsync(token);
        return (client, calls, release);
    }
}
