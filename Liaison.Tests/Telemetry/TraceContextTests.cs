using System.Text;
using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Telemetry;

/// <summary>The context of a trace as it stands on the wire, whatever it holds.</summary>
[CancelAfter(60_000)]
[NonParallelizable]
internal sealed class TraceContextTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [TestCase($"\"00-{TraceId}-b7ad6b7169203331-01\"", true)]
    [TestCase($"\"00-{TraceId}-0000000000000000-01\"", false)]
    [TestCase("\"00-zz\"", false)]
    [TestCase("\"\"", false)]
    [TestCase("\"\\ud800\"", false)]
    [TestCase("5", false)]
    [TestCase("null", false)]
    [TestCase("[[1]]", false)]
    public async Task A_context_is_followed_where_it_is_one_and_never_a_reason_to_refuse(string parent, bool isFollowed)
    {
        using var telemetry = new RecordedTelemetry();
        foreach (var (message, answer) in new[]
        {
            ($$"""{"command":{"command":"span"},"id":1,"echo":"id","traceparent":{{parent}},"tracestate":{{parent}}}""", "{\"response\":\"00-"),
            ($$"""{"jsonrpc":"2.0","method":"span","id":1,"traceparent":{{parent}},"tracestate":{{parent}}}""", "{\"jsonrpc\":\"2.0\",\"result\":\"00-"),
        })
        {
            var reply = await AskAsync(message);

            Assert.That(reply, Does.StartWith(answer), message);
            Assert.That(reply.Contains(TraceId, StringComparison.Ordinal), Is.EqualTo(isFollowed), message);
        }
    }

    private static async Task<string> AskAsync(string message)
    {
        await using var companion = new TracedCompanion();
        var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(companion, new HostOptions { Protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance] }).Add(transport);
        await host.StartAsync();
        await using var connection = await new InMemoryConnector(transport).ConnectAsync(CancellationToken.None);
        await connection.SendAsync(new[] { new Messages.Frame(Messages.FrameKind.Text, Encoding.UTF8.GetBytes(message)) }, CancellationToken.None);
        return Encoding.UTF8.GetString((await connection.ReceiveAsync(CancellationToken.None))!.Value.Bytes.Span);
    }
}
