using Liaison.Client;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Testing;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>A client whose other end is not what it takes it for.</summary>
[CancelAfter(60_000)]
internal sealed class OtherLanguageTests
{
    [TestCase("""{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":null}""")]
    [TestCase("<html>")]
    public async Task A_first_message_in_another_language_fails_the_calls_and_says_so(string first)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var connection = new ScriptedConnection();
        await using var client = await LiaisonClient.ConnectAsync(new ScriptedConnector(connection), cancellationToken: limit.Token);
        var call = client.PingAsync(limit.Token);

        connection.Give(first);
        var failure = await Assert.ThrowsAsync<LiaisonException>(() => call);
        await client.Completion.WaitAsync(limit.Token);

        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.BadMessage));
        Assert.That(failure.Message, Does.Contain($"does not speak {LiaisonProtocol.Instance.Name}"));
    }

    [Test]
    public async Task A_later_message_that_is_none_costs_no_call(CancellationToken token)
    {
        var connection = new ScriptedConnection();
        await using var client = await LiaisonClient.ConnectAsync(new ScriptedConnector(connection), cancellationToken: token);
        var call = client.PingAsync(token);

        connection.Give("""{"tag":"news","message":1,"evt":{"topic":"news"}}""").Give("nonsense").Give("""{"response":"pong","tag":"response","evt":{"id":1}}""");

        Assert.That(await call, Is.EqualTo("pong"));
    }

    private sealed class ScriptedConnector(ScriptedConnection connection) : ICommandConnector
    {
        public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) => new(connection);
    }
}
