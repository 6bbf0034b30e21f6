using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Resumption;
using Liaison.Transports;

namespace Liaison.Tests.Guides;

/// <summary>The code of docs/guides/lost-links.md: each region is one of its blocks, and the tests run them.</summary>
internal static class LostLinksGuide
{
    public static async Task RunAsync(
        Companion companion, ICommandTransport transport, ICommandConnector connector, Func<LiaisonClient, Task> use, CancellationToken cancellationToken)
    {
        #region host
        var options = new HostOptions { ResumeTimeout = TimeSpan.FromMinutes(1) };
        await using var host = new LiaisonHost(companion, options).Add(transport);
        await host.StartAsync(cancellationToken);
        #endregion

        #region client
        await using var client = await LiaisonClient.ConnectAsync(connector, new ClientOptions { Resume = new ResumeOptions() }, cancellationToken);
        #endregion

        await use(client);
    }
}
