using System.Net.WebSockets;
using System.Text;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary>What the tool's peers may speak: the liaison protocol, JSON-RPC 2.0 and wslink, or the one that <c>--protocol</c> names.</summary>
[CancelAfter(60_000)]
internal sealed class ProtocolTests
{
    private const string Liaison = """{"command":{"command":"run","args":["System.Math:Sqrt",2.25]},"id":1}""";
    private const string LiaisonReply = $$"""{"response":1.5,"tag":"response","evt":{{Liaison}}}""";
    private const string JsonRpc = """{"jsonrpc":"2.0","method":"run","params":["System.Math:Sqrt",2.25],"id":1}""";
    private const string JsonRpcReply = """{"jsonrpc":"2.0","result":1.5,"id":1}""";

    [TestCase(Liaison, LiaisonReply)]
    [TestCase(JsonRpc, JsonRpcReply)]
    [TestCase($"[{JsonRpc}]", $"[{JsonRpcReply}]")]
    public async Task A_line_on_standard_input_is_answered_in_its_own_protocol(string line, string reply, CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("stdio");
        await tool.WriteAsync(line + "\n", cancellationToken);

        Assert.That((await tool.EndAsync(cancellationToken)).Output, Is.EqualTo(reply + "\n"));
    }

    [Test]
    public async Task Json_rpc_with_headers_is_answered_with_headers(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("stdio");
        await tool.WriteAsync($"Content-Length: {JsonRpc.Length}\r\n\r\n{JsonRpc}", cancellationToken);

        Assert.That((await tool.EndAsync(cancellationToken)).Output, Is.EqualTo($"Content-Length: {JsonRpcReply.Length}\r\n\r\n{JsonRpcReply}"));
    }

    [TestCase("printf '%s\\n' '{0}'", JsonRpcReply + "\n")]
    [TestCase("printf 'Content-Length: {1}\\r\\n\\r\\n%s' '{0}'", "Content-Length: 37\r\n\r\n" + JsonRpcReply)]
    [Platform(Exclude = "Win")]
    public async Task Json_rpc_goes_through_a_pipe_of_the_shell(string print, string output, CancellationToken cancellationToken)
    {
        var script = $"{print.Replace("{0}", JsonRpc).Replace("{1}", $"{JsonRpc.Length}")} | '{ToolProcess.Dotnet}' exec '{ToolProcess.Path}' stdio 2>/dev/null";
        await using var shell = ToolProcess.StartProgram("sh", ["-c", script]);

        Assert.That(await shell.EndAsync(cancellationToken), Is.EqualTo(new ToolResult(0, output, "")));
    }

    [Test]
    public async Task A_tool_that_speaks_liaison_alone_tells_a_json_rpc_peer_what_a_request_is(CancellationToken cancellationToken)
    {
        var reply = await AskAsync("liaison", JsonRpc, cancellationToken);

        Assert.That(reply, Does.StartWith("""{"error":[""").And.Contain("\"code\":\"bad_message\"").And.Contain("\\\"command\\\""));
    }

    [Test]
    public async Task A_tool_that_speaks_json_rpc_alone_tells_a_liaison_peer_what_a_request_is(CancellationToken cancellationToken)
    {
        var reply = await AskAsync("json-rpc", Liaison, cancellationToken);

        Assert.That(reply, Does.StartWith("""{"jsonrpc":"2.0","error":{"code":-32600""").And.Contain("\"code\":\"bad_message\"").And.Contain("\\\"jsonrpc\\\""));
    }

    [TestCase("liaison", Liaison, LiaisonReply)]
    [TestCase("json-rpc", JsonRpc, JsonRpcReply)]
    public async Task The_protocol_that_is_named_is_spoken(string protocol, string line, string reply, CancellationToken cancellationToken) =>
        Assert.That(await AskAsync(protocol, line, cancellationToken), Is.EqualTo(reply + "\n"));

    [TestCase("websocket")]
    [TestCase("pipe")]
    [TestCase("unix")]
    public async Task A_word_that_is_no_protocol_is_refused(string command, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync([command, "localhost:0", "--protocol", "xml"], cancellationToken);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Errors, Does.Contain("'xml'").And.Contain("json-rpc"));
    }

    [TestCase("liaison", Liaison, LiaisonReply)]
    [TestCase("json-rpc", JsonRpc, JsonRpcReply)]
    [TestCase(null, Liaison, LiaisonReply)]
    [TestCase(null, JsonRpc, JsonRpcReply)]
    public async Task One_websocket_port_serves_both_by_the_subprotocol_or_by_the_first_message(string? subProtocol, string message, string reply, CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("websocket", "localhost:0", "--no-token");
        var address = await tool.AddressAsync(cancellationToken);
        using var socket = new ClientWebSocket();
        if (subProtocol is not null)
        {
            socket.Options.AddSubProtocol(subProtocol);
        }

        await socket.ConnectAsync(new Uri($"ws://{address}"), cancellationToken);
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        var buffer = new byte[4_096];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);

        Assert.That(socket.SubProtocol, Is.EqualTo(subProtocol));
        Assert.That(Encoding.UTF8.GetString(buffer, 0, received.Count), Is.EqualTo(reply));
    }

    [TestCase("wslink", "wslink")]
    [TestCase("wslink", "wslink-1")]
    [TestCase("wslink", null)]
    [TestCase("json-rpc", "json-rpc")]
    public async Task A_call_speaks_the_protocol_that_is_named_and_proves_itself_with_the_token(string called, string? served, CancellationToken cancellationToken)
    {
        // What is served is what is called, or any of them.
        string[] serving = served is null ? [] : ["--protocol", called];
        await using var tool = ToolProcess.Start("a-token", ["websocket", "localhost:0", .. serving]);
        var address = await tool.AddressAsync(cancellationToken);
        string[] call = ["call", $"ws://{address}", "run", "System.Math:Sqrt", "2.25", "--protocol", served ?? called];
        await using var right = ToolProcess.Start("a-token", call);
        await using var wrong = ToolProcess.Start("another", call);

        Assert.That(await right.EndAsync(cancellationToken), Is.EqualTo(new ToolResult(0, "1.5\n", "")));
        Assert.That((await wrong.EndAsync(cancellationToken)).ExitCode, Is.EqualTo(1));
    }

    private static async Task<string> AskAsync(string protocol, string line, CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("stdio", "--protocol", protocol);
        await tool.WriteAsync(line + "\n", cancellationToken);
        return (await tool.EndAsync(cancellationToken)).Output;
    }
}
