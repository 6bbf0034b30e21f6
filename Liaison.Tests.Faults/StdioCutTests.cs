using System.Net.Sockets;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>Standard streams that are cut somewhere in a conversation. There is one peer, and the host ends with it.</summary>
internal sealed class StdioCutTests : FaultTest
{
    private readonly List<LiaisonHost> _hosts = [];

    [Test]
    public async Task At_whichever_byte_the_streams_are_cut_the_call_is_answered_or_fails_and_the_host_ends(CancellationToken token)
    {
        await using var companion = new Companion();
        companion.Commands.AddFrom(new FaultCommands());
        var path = SocketPaths.Fresh();
        await using var proxy = FaultProxy.Listen(new UnixDomainSocketEndPoint(path), () => ServeAsync(companion));
        var (up, down) = (Fault.None(), Fault.None());
        proxy.Apply(up, down);
        Assert.That(await TalkAsync(path, token));
        LookAgain();

        var failed = 0;
        for (var at = 0L; at < up.Passed + down.Passed; at++)
        {
            var isUp = at < up.Passed;
            proxy.Apply(isUp ? Fault.CutAfter(at) : Fault.None(), isUp ? Fault.None() : Fault.CutAfter(at - up.Passed));
            failed += await TalkAsync(path, token) ? 0 : 1;
        }

        await TestContext.Out.WriteLineAsync($"{up.Passed} bytes up and {down.Passed} down were cut at each: {failed} failed");
        Assert.That(failed, Is.GreaterThan(up.Passed / 2));
    }

    private async Task<Stream> ServeAsync(Companion companion)
    {
        var pipes = new PipePair();
        var host = new LiaisonHost(companion, new HostOptions { DrainTimeout = TimeSpan.FromMilliseconds(200), CancelTimeout = TimeSpan.FromMilliseconds(100) });
        host.Add(new StdioTransport(new StdioOptions { Input = pipes.HostInput, Output = pipes.HostOutput }));
        await host.StartAsync();
        lock (_hosts)
        {
            _hosts.Add(host);
        }

        return pipes.Peer;
    }

    private async Task<bool> TalkAsync(string path, CancellationToken token)
    {
        var isAnswered = false;
        try
        {
            await using var client = await LiaisonClient.ConnectAsync(new UnixSocketConnector(path), null, token);
            isAnswered = await client.InvokeAsync<string>("echo", ["over streams"], token) == "over streams";
        }
        catch (Exception failure) when (failure is IOException or LiaisonException)
        {
            // It was cut.
        }

        foreach (var host in Taken())
        {
            await host.Completion.WaitAsync(token);
        }

        return isAnswered;
    }

    private LiaisonHost[] Taken()
    {
        lock (_hosts)
        {
            LiaisonHost[] taken = [.. _hosts];
            _hosts.Clear();
            return taken;
        }
    }
}
