using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Tests.Tool;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Node;

/// <summary>The JSON-RPC clients that JavaScript has, unmodified, against a host that serves the liaison protocol beside it.</summary>
/// <remarks>Each script asserts what its client sees, and ends with 0 only if that is all as it should be.</remarks>
[CancelAfter(120_000)]
internal sealed class JsonRpcClientTests
{
    [OneTimeSetUp]
    public async Task InstallAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await NodeProject.InstallAsync(limit.Token);
    }

    [TestCase("json-rpc-2.0.mjs")]
    [TestCase("rpc-websockets.mjs")]
    public async Task A_client_works_over_websocket(string script, CancellationToken cancellationToken)
    {
        var transport = new WebSocketTransport("localhost:0");
        await using var companion = new NodeCompanion();
        await using var host = await StartAsync(companion, transport);

        await PassAsync(script, [$"ws://{transport.Address}?token={transport.Token}"], cancellationToken);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Node takes a path for a named pipe's there.")]
    public async Task The_client_of_language_servers_works_over_a_unix_socket(CancellationToken cancellationToken)
    {
        var path = SocketPaths.Fresh();
        await using var companion = new NodeCompanion();
        await using var host = await StartAsync(companion, new UnixSocketTransport(path));

        await PassAsync("vscode-jsonrpc.mjs", ["connect", path], cancellationToken);
    }

    [TestCase]
    [TestCase("--protocol", "json-rpc")]
    public Task The_client_of_language_servers_works_over_the_standard_streams_of_the_tool(params string[] options)
    {
        string[] tool = [ToolProcess.Dotnet, "exec", ToolProcess.Path, "stdio", "--load", ToolProcess.Hosted, "--companion", nameof(NodeCompanion)];
        return PassAsync("vscode-jsonrpc.mjs", ["start", .. tool, .. options], TestContext.CurrentContext.CancellationToken);
    }

    private static async Task<LiaisonHost> StartAsync(NodeCompanion companion, ICommandTransport transport)
    {
        var host = new LiaisonHost(companion, new HostOptions { Protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance] }).Add(transport);
        await host.StartAsync();
        return host;
    }

    private static async Task PassAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        var result = await NodeProject.RunAsync(script, arguments, cancellationToken);
        Assert.That((result.ExitCode, result.Errors.Replace("LIAISON:CONNECTED@stdio", "").Replace("LIAISON:DISCONNECTED@stdio", "")), Is.EqualTo((0, "")), result.Output);
    }
}
