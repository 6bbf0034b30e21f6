using System.Text;
using System.Text.Json;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Tests.Contracts;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.JsonRpc;

/// <summary>What OpenRPC asks of a server: the method <c>rpc.discover</c> (OpenRPC 1.3, Service Discovery Method).</summary>
[CancelAfter(60_000)]
internal sealed class DiscoveryTests
{
    [Test]
    public async Task A_server_describes_itself_with_its_contracts_topics_and_errors(CancellationToken token)
    {
        var transport = new InMemoryTransport();
        await using var companion = new Companion().Add<ILab>(new Lab());
        await using var host = new LiaisonHost(companion, new HostOptions { Protocols = [JsonRpcProtocol.Instance] }).Add(transport);
        await host.StartAsync(token);
        await using var connection = await new InMemoryConnector(transport).ConnectAsync(token);

        await connection.SendAsync(new[] { new Frame(FrameKind.Text, """{"jsonrpc": "2.0", "method": "rpc.discover", "id": 1}"""u8.ToArray()) }, token);
        var reply = await connection.ReceiveAsync(token);

        var document = JsonElement.Parse(Encoding.UTF8.GetString(reply!.Value.Bytes.Span)).GetProperty("result");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.GetProperty("openrpc").GetString(), Does.StartWith("1.3."));
            Assert.That(document.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString()), Does.Contain("lab.Add"));
            Assert.That(document.GetProperty("x-topics").GetRawText(), Does.Contain("lab.measured"));
            Assert.That(document.GetRawText(), Does.Contain("sample_lost"));
        }
    }
}
