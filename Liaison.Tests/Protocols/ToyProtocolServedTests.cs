using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Testing;
using Liaison.Tests.Architecture;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Protocols;

/// <summary>The conversation that docs/writing-a-protocol.md shows, with a host that speaks the protocol.</summary>
[CancelAfter(60_000)]
public sealed class ToyProtocolServedTests
{
    private static readonly string[] Guide = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "writing-a-protocol.md"));

    [Test]
    public async Task A_host_answers_as_the_guide_shows([Values] bool several, CancellationToken cancellationToken)
    {
        await using var companion = new Companion();
        companion.ExposeBasicTypes();
        IReadOnlyList<IWireProtocol> protocols = several ? [LiaisonProtocol.Instance, JsonRpcProtocol.Instance, new ToyProtocol()] : [new ToyProtocol()];
        await using var host = new LiaisonHost(companion, new HostOptions { Protocols = protocols });
        await using var connection = new ScriptedConnection();
        var serving = host.ServeAsync(connection, cancellationToken);

        foreach (var (sent, answered) in Shown("> ").Zip(Shown("< ")))
        {
            connection.Give(sent);
            Assert.That(await connection.NextSentTextAsync(cancellationToken), Is.EqualTo(answered));
        }

        connection.End();
        await serving;
    }

    [Test]
    public async Task A_client_speaks_it_in_both_directions(CancellationToken cancellationToken)
    {
        await using var companion = new Companion();
        companion.ExposeBasicTypes();
        await using var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(companion, new HostOptions { Protocols = [new ToyProtocol()] });
        companion.Commands.AddFrom(new Asking());
        await host.Add(transport).StartAsync(cancellationToken);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), new ClientOptions { Protocol = new ToyProtocol() }, cancellationToken);
        client.Commands.AddFrom(new Answering());

        Assert.That(await client.RunAsync<double>("System.Math:Sqrt", [2.25], cancellationToken: cancellationToken), Is.EqualTo(1.5));
        Assert.That(await client.InvokeAsync<string>(new CommandCall("ask") { Arguments = ["größe"] }, cancellationToken), Is.EqualTo("größe? 42"));
        var failure = await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<string>(new CommandCall("none"), cancellationToken));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.UnknownCommand));
    }

    private static IEnumerable<string> Shown(string prompt) =>
        Guide.Where(line => line.StartsWith(prompt, StringComparison.Ordinal)).Select(line => line[prompt.Length..]);

    private sealed class Asking
    {
        [Command("ask")]
        public static async Task<string> AskAsync(string question, CommandContext context, CancellationToken cancellationToken) =>
            $"{question}? {await context.Peer!.InvokeAsync<int>(new CommandCall("answer"), cancellationToken)}";
    }

    private sealed class Answering
    {
        [Command("answer")]
        public static int Answer() => 42;
    }
}
