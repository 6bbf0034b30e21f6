using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Contracts;
using NUnit.Framework;

namespace Liaison.Tests.Reconnecting;

/// <summary>A host that comes again may be another version: it is asked again whether it means the same contracts.</summary>
internal sealed class RenewedContractTests : OverOneLink
{
    [SetUp]
    public async Task RingAsync()
    {
        (_, var ringing) = await HostAsync(new Companion().Add<IBell>(new Bell()));
        Cutter.Connector = ringing.Connector;
    }

    [Test]
    public async Task Calls_and_topics_go_on_at_a_host_of_the_same_contract(CancellationToken token)
    {
        await ConnectAsync(token);
        var bell = Client.As<IBell>();
        await bell.RingAsync(0);
        await using var rung = bell.Rung.GetAsyncEnumerator(token);
        var heard = rung.MoveNextAsync();
        await bell.RingAsync(1);
        Assert.That((await heard, rung.Current), Is.EqualTo((true, 1)));
        for (var times = 2; times <= 3; times++)
        {
            await Cutter.ReplaceAsync(Client, token);
            await bell.RingAsync(times);
            Assert.That((await rung.MoveNextAsync(), rung.Current), Is.EqualTo((true, times)));
        }

        var opening = new TaskCompletionSource();
        await LoseAsync(opening.Task, token);
        var waiting = Enumerable.Range(4, 5).Select(times => bell.RingAsync(times)).ToList();
        opening.SetResult();
        await Task.WhenAll(waiting);
        for (var times = 4; times < 9; times++)
        {
            Assert.That((await rung.MoveNextAsync(), rung.Current), Is.EqualTo((true, times)), "in their order");
        }
    }

    [Test]
    public async Task A_host_of_another_contract_is_told_by_each_call_and_topic(CancellationToken token)
    {
        await ConnectAsync(token);
        var bell = Client.As<IBell>();
        await bell.RingAsync(0);
        await using var rung = bell.Rung.GetAsyncEnumerator(token);
        var heard = rung.MoveNextAsync().AsTask();
        await bell.RingAsync(1);
        Assert.That(await heard, Is.True);
        heard = rung.MoveNextAsync().AsTask();
        (_, var other) = await HostAsync(new Companion());
        var opening = new TaskCompletionSource();
        await LoseAsync(opening.Task, token);
        Cutter.Connector = other.Connector;

        var waiting = bell.RingAsync(2);
        opening.SetResult();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await FailureAsync(waiting)).Code, Is.EqualTo(ErrorCode.ContractMismatch));
            Assert.That((await FailureAsync(bell.RingAsync(3))).Code, Is.EqualTo(ErrorCode.ContractMismatch));
            Assert.That((await FailureAsync(heard)).Code, Is.EqualTo(ErrorCode.ContractMismatch));
            Assert.That(await Client.PingAsync(token), Is.EqualTo("pong"));
        }
    }

    [Test]
    public async Task A_host_that_does_not_say_whether_it_serves_a_contract_has_not_let_the_client_in(CancellationToken token)
    {
        await ConnectAsync(token, Cutter.Soon with { MaxAttempts = 1, ConnectTimeout = TimeSpan.FromSeconds(1) });
        var opening = new TaskCompletionSource();
        await LoseAsync(opening.Task, token);
        Cutter.Connector = new SilentConnector();
        var waiting = Client.As<IBell>().RingAsync(1);

        opening.SetResult();

        Assert.That((await FailureAsync(waiting)).Message, Does.Contain("The host did not say within 1000 ms whether it serves IBell. Raise ConnectTimeout."));
    }

    private sealed class SilentConnector : Liaison.Transports.ICommandConnector
    {
        public ValueTask<Liaison.Transports.ICommandConnection> ConnectAsync(CancellationToken cancellationToken) => new(new Testing.ScriptedConnection());
    }
}
