using System.Text;
using System.Text.Json.Nodes;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;
using Trimmed;

// Runs every command twice, without a host and over a transport, and tells whatever differs from what is expected. Published with
// TrimMode=full, this shows that trimming takes away nothing that a peer can reach.
var checks = new Checks();

await using (var studio = NewStudio())
{
    foreach (var (command, expected) in Conversation.Lines)
    {
        checks.Reply(command, expected, await studio.ExecuteAsync(Conversation.Message(command)));
    }

    await Conversation.CallInProcessAsync(studio, checks);
}

await using (var studio = NewStudio())
{
    await using var transport = new InMemoryTransport();
    await using var host = new LiaisonHost(studio, new HostOptions { Protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance] }).Add(transport);
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
}

checks.Value("sessions disposed with their companions", JsonValue.Create(2), JsonValue.Create(Session.Disposed));
return checks.Conclude();

static Companion NewStudio() => new Studio().Expose<Session>().Expose<Rating>().ExposeBasicTypes();
