using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Testing;
using NUnit.Framework;

namespace Liaison.Tests.Hosting;

/// <summary>What the end of a peer's sending means: for a shell's pipe the answers are still read, for any other peer it is gone.</summary>
internal sealed class EndOfInputTests
{
    private static readonly HostOptions Impatient = new() { DrainTimeout = TimeSpan.Zero };

    [Test]
    [CancelAfter(60_000)]
    public async Task A_peer_that_reads_after_its_end_is_answered_however_long_its_commands_take(CancellationToken token)
    {
        await using var companion = new GatedCompanion();
        await using var host = new LiaisonHost(companion, Impatient);
        var pipe = new ScriptedConnection { Remote = new PeerInfo("stdio", "test") { ReadsAfterEnd = true } };
        pipe.Give("""{"command": {"command": "wait", "args": ["a"]}, "id": 1}""").Give("""{"command": {"command": "ping"}, "id": 2}""").End();

        var serving = host.ServeAsync(pipe, token);
        await companion["a"].Entered.WaitAsync(token);
        var ping = await pipe.NextSentTextAsync(token);
        companion["a"].Open();
        var waited = await pipe.NextSentTextAsync(token);
        await serving.WaitAsync(token);

        Assert.That(ping, Does.StartWith("""{"response":"pong","""));
        Assert.That(waited, Does.StartWith("""{"response":"a","""));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_peer_that_does_not_is_gone_and_its_commands_are_canceled(CancellationToken token)
    {
        await using var companion = new GatedCompanion();
        await using var host = new LiaisonHost(companion, Impatient);
        var peer = new ScriptedConnection();
        peer.Give("""{"command": {"command": "wait", "args": ["a"]}, "id": 1}""");

        var serving = host.ServeAsync(peer, token);
        await companion["a"].Entered.WaitAsync(token);
        peer.End();
        await companion["a"].Canceled.WaitAsync(token);
        await serving.WaitAsync(token);

        Assert.That(peer.Disposed.IsCompleted);
    }
}
