using System.Text;
using System.Text.Json.Nodes;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;
using Trimmed;

// Runs every command twice, without a host and over a transport, and prints every difference from the expected result. Published with
// TrimMode=full, this shows that trimming removes nothing that a peer can reach.
var checks = new Checks();

await using (var studio = NewStudio())
{
    foreach (var (command, expected) in Conversation.Lines)
    {
        checks.Reply(command, expected, await studio.ExecuteAsync(Conversation.Message(command)));
    }

    await Conversation.CallInProcessAsync(studio, checks);
}

var libMedium = new LibMediumProtocol(LibMediumSpecification.Parse("namespace trimmed\nclass Studio\nmethod greet(name: string): string\n"));
IWireProtocol[] protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance, WslinkProtocol.Instance, libMedium];
await using (var studio = NewStudio())
{
    await using var transport = new InMemoryTransport();
    await using var host = new LiaisonHost(studio, new HostOptions { Protocols = protocols }).Add(transport);
    await host.StartAsync();
    await using var connection = await new InMemoryConnector(transport).ConnectAsync(CancellationToken.None);
    foreach (var (command, expected) in Conversation.Lines)
    {
        var frame = new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(Conversation.Message(command)));
        await connection.SendAsync(new[] { frame }, CancellationToken.None);
        var reply = await connection.ReceiveAsync(CancellationToken.None) ?? throw new IOException("The host left.");
        checks.Reply(command, expected, Encoding.UTF8.GetString(reply.Bytes.Span));
    }

    await FrontEnd.TalkAsync(transport, host, LiaisonProtocol.Instance, checks);
    await FrontEnd.TalkAsync(transport, host, JsonRpcProtocol.Instance, checks);
    foreach (var protocol in protocols)
    {
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), new ClientOptions { Protocol = protocol });
        checks.Value($"greet over {protocol.Name}", "Hello, Ada!", await client.InvokeAsync<string>("greet", ["Ada"]));
    }
}

checks.Value("sessions disposed with their companions", JsonValue.Create(2), JsonValue.Create(Session.Disposed));
return checks.Conclude();

static Companion NewStudio() => new Studio().Expose<Session>().Expose<Rating>().ExposeBasicTypes();
