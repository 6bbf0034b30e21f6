using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Tests.Node;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Wslink;

/// <summary>wslink's own clients, unmodified, against a host that serves the liaison protocol and JSON-RPC beside wslink.</summary>
/// <remarks>The script asserts what its client sees, and ends with 0 only if that is all as it should be.</remarks>
[CancelAfter(180_000)]
internal sealed class NpmClientTests
{
    private const string Origin = "http://localhost:8765";

    [OneTimeSetUp]
    public async Task InstallAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await NodeProject.InstallAsync(limit.Token);
    }

    [Test]
    public Task A_client_works_in_Node([Values("wslink1", "wslink2")] string package, CancellationToken cancellationToken) =>
        PassAsync((url, token) => NodeProject.RunAsync("wslink.mjs", [package, url, token], cancellationToken));

    [Test]
    public Task A_client_works_in_Chromium(CancellationToken cancellationToken)
    {
        var chromium = Browser.RequireChromium();
        return PassAsync((url, token) => NodeProject.RunAsync("wslink-browser.mjs", [chromium, url, token, Origin], cancellationToken));
    }

    private static async Task PassAsync(Func<string, string, Task<Tool.ToolResult>> run)
    {
        const int Limit = 32 * 1024 * 1024;
        var transport = new WebSocketTransport(
            "localhost:0", new WebSocketTransportOptions { TokenInFirstMessage = true, AllowedOrigins = [Origin], MaxMessageBytes = Limit });
        await using var companion = new WslinkCompanion();
        IWireProtocol[] protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance, new WslinkProtocol(new WslinkOptions { MaxMessageBytes = Limit })];
        await using var host = new LiaisonHost(companion, new HostOptions { Protocols = protocols, SendBufferBytes = Limit, MaxUnsentBytes = 4 * Limit }).Add(transport);
        companion.Host = host;
        await host.StartAsync();

        var result = await run($"ws://{transport.Address}", transport.Token!);

        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")), result.Output);
    }
}
