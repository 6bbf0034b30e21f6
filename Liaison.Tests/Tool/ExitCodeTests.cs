using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary>The exit code of a tool that has served.</summary>
[CancelAfter(60_000)]
internal sealed class ExitCodeTests
{
    [Test]
    public async Task A_host_that_could_accept_no_more_peers_has_failed(CancellationToken token)
    {
        var failing = new Moq.Mock<ICommandTransport>();
        failing.SetupGet(transport => transport.Address).Returns("broken");
        failing.Setup(transport => transport.AcceptAsync(Moq.It.IsAny<CancellationToken>())).Throws(new IOException("gone"));

        Assert.That(await ServeAsync(failing.Object, token), Is.EqualTo(ExitCodes.Failed));
    }

    [Test]
    public async Task A_host_whose_only_peer_has_left_has_not_failed(CancellationToken token)
    {
        var ending = new Moq.Mock<ICommandTransport>();
        ending.SetupGet(transport => transport.Address).Returns("stdio");

        Assert.That(await ServeAsync(ending.Object, token), Is.EqualTo(ExitCodes.Success));
    }

    private static async Task<int> ServeAsync(ICommandTransport transport, CancellationToken token)
    {
        await using var companion = new Companion();
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync(token);
        await host.Completion.WaitAsync(token);
        return Server.ExitCodeOf(host);
    }
}
