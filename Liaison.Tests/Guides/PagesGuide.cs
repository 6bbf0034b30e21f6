using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

namespace Liaison.Tests.Guides;

/// <summary>The code in .NET of docs/guides/front-ends.md about pages that the host serves.</summary>
internal static class PagesGuide
{
    public static async Task ServeAsync(Companion companion, string address, string folder, Func<Uri, Task> show)
    {
        #region serve
        var transport = new WebSocketTransport(address, new WebSocketTransportOptions { StaticFiles = new StaticFilesOptions(folder) });
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync();
        await show(transport.CreateLink());
        #endregion
    }
}
