using Liaison.Client;
using Liaison.Messages;
using Liaison.Testing;
using Liaison.Tests.Hosting;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Reconnecting;

/// <summary>The states of a client that connects again, and when it gives up.</summary>
internal sealed class StateTests : OverOneLink
{
    [Test]
    public async Task A_client_tells_its_states_with_the_reasons(CancellationToken token)
    {
        await ConnectAsync(token);
        Assert.That(Client.State, Is.EqualTo(ClientState.Ready));

        await Cutter.ReplaceAsync(Client, token);
        await Client.DisposeAsync();

        Assert.That(
            Changes.Select(change => (change.State, (change.Reason as LiaisonException)?.Code)),
            Is.EqualTo(new[]
            {
                (ClientState.Lost, ErrorCode.ConnectionLost), (ClientState.Connecting, null), (ClientState.Ready, null), (ClientState.Closed, ErrorCode.Closed),
            }));
        Assert.That(Client.Completion.IsCompletedSuccessfully);
    }

    [Test]
    public async Task A_client_that_does_not_connect_again_is_ready_and_then_closed(CancellationToken token)
    {
        await using var client = await LiaisonClient.ConnectAsync(Cutter, cancellationToken: token);
        var closed = client.WaitForStateAsync(ClientState.Closed, token);
        Assert.That(client.State, Is.EqualTo(ClientState.Ready));

        await Cutter.CutAsync();
        await closed;

        Assert.That((client.State, Cutter.Attempts), Is.EqualTo((ClientState.Closed, 1)));
        Assert.That((await FailureAsync(client.PingAsync(token))).Code, Is.EqualTo(ErrorCode.Disconnected));
    }

    [Test]
    public async Task After_MaxAttempts_it_gives_up_and_says_why(CancellationToken token)
    {
        await ConnectAsync(token, Cutter.Soon with { MaxAttempts = 3 });
        await using var events = Client.SubscribeAsync<int>("news", cancellationToken: token).GetAsyncEnumerator(token);
        var next = events.MoveNextAsync().AsTask();
        Cutter.Refusal = new IOException("The test lets nobody in.");

        await Cutter.CutAsync();
        var waiting = Client.PingAsync(token);
        await Client.Completion.WaitAsync(token);

        var later = await FailureAsync(Client.PingAsync(token));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Client.State, Cutter.Attempts), Is.EqualTo((ClientState.Closed, 4)));
            Assert.That((await FailureAsync(waiting)).Code, Is.AnyOf(ErrorCode.Closed, ErrorCode.ConnectionLost));
            Assert.That(later.Code, Is.EqualTo(ErrorCode.Closed));
            Assert.That(later.Message, Does.Contain("this client has given up. The test lets nobody in."));
            Assert.That((await FailureAsync(next)).Code, Is.EqualTo(ErrorCode.Closed));
            Assert.That(Changes[^1].Reason, Is.SameAs(Cutter.Refusal));
            Assert.That((await FailureAsync(Client.WaitForStateAsync(ClientState.Ready, token))).Code, Is.EqualTo(ErrorCode.Closed));
        }
    }

    [Test]
    public async Task After_GiveUpAfter_it_gives_up(CancellationToken token)
    {
        await ConnectAsync(token, Cutter.Soon with { GiveUpAfter = TimeSpan.FromMilliseconds(20) });
        Cutter.Refusal = new IOException("The test lets nobody in.");

        await Cutter.CutAsync();
        await Client.Completion.WaitAsync(token);

        Assert.That(Changes[^1].Reason, Is.SameAs(Cutter.Refusal));
    }

    [Test]
    public async Task A_host_that_is_gone_for_good_is_not_asked_again(CancellationToken token)
    {
        await ConnectAsync(token);
        Cutter.Refusal = new HostGoneException("The program has ended.");

        await Cutter.CutAsync();
        await Client.Completion.WaitAsync(token);

        Assert.That(Cutter.Attempts, Is.EqualTo(2));
        Assert.That((await FailureAsync(Client.PingAsync(token))).Message, Does.Contain("The program has ended."));
    }

    [Test]
    public async Task A_host_that_lets_the_client_in_and_hangs_up_at_once_counts_as_one_that_does_not(CancellationToken token)
    {
        await ConnectAsync(token, Cutter.Soon with { MaxAttempts = 3 });
        Cutter.Connector = new MadeConnector(() => new ScriptedConnection().End());

        await Cutter.CutAsync();
        await Client.Completion.WaitAsync(token);

        Assert.That(Cutter.Attempts, Is.EqualTo(4));
    }

    [Test]
    public async Task A_host_of_another_language_is_not_asked_again(CancellationToken token)
    {
        await ConnectAsync(token);
        Cutter.Connector = new MadeConnector(() => new ScriptedConnection().Give("<html>"));

        await Cutter.CutAsync();
        await Client.Completion.WaitAsync(token);

        Assert.That(Cutter.Attempts, Is.EqualTo(2));
        Assert.That((await FailureAsync(Client.PingAsync(token))).Message, Does.Contain("does not speak liaison"));
    }

    [Test]
    public async Task An_attempt_that_takes_longer_than_ConnectTimeout_has_failed(CancellationToken token)
    {
        await ConnectAsync(token, Cutter.Soon with { MaxAttempts = 1, ConnectTimeout = TimeSpan.FromMilliseconds(20) });

        await LoseAsync(new TaskCompletionSource().Task, token);
        await Client.Completion.WaitAsync(token);

        Assert.That(Changes[^1].Reason!.Message, Is.EqualTo("The host did not answer within 20 ms. Start it, or raise ConnectTimeout."));
    }

    [Test]
    public void The_first_attempt_is_limited_too() =>
        Assert.That(
            () =>
            {
                Cutter.Open = new TaskCompletionSource().Task;
                return ConnectAsync(CancellationToken.None, Cutter.Soon with { ConnectTimeout = TimeSpan.FromMilliseconds(20) });
            },
            Throws.InstanceOf<IOException>().With.Message.Contains("ConnectTimeout"));

    [Test]
    public async Task A_listener_that_throws_is_logged_and_the_client_connects(CancellationToken token)
    {
        using var log = new ThrowingLogger();
        await ConnectAsync(token, options: new ClientOptions { LoggerFactory = log });
        Client.StateChanged += (_, change) => throw new InvalidOperationException($"{change.State}");

        await Cutter.ReplaceAsync(Client, token);

        Assert.That(await Client.PingAsync(token), Is.EqualTo("pong"));
        Assert.That(log.Thrown, Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task Disposing_ends_a_pause(CancellationToken token)
    {
        var never = TimeSpan.FromDays(1);
        await ConnectAsync(token, new ReconnectOptions { FirstDelay = never, LongestDelay = never });
        await Cutter.CutAsync(Client, token);

        await Client.DisposeAsync();

        Assert.That((Client.State, Cutter.Attempts), Is.EqualTo((ClientState.Closed, 1)));
    }

    [Test]
    public async Task Disposing_ends_an_attempt(CancellationToken token)
    {
        await ConnectAsync(token);
        var connecting = Client.WaitForStateAsync(ClientState.Connecting, token);
        await LoseAsync(new TaskCompletionSource().Task, token);
        await connecting;

        await Client.DisposeAsync();

        Assert.That(Client.State, Is.EqualTo(ClientState.Closed));
    }

    [Test]
    public async Task A_wait_for_a_state_ends_with_its_token(CancellationToken token)
    {
        await ConnectAsync(token);
        using var source = new CancellationTokenSource();
        var lost = Client.WaitForStateAsync(ClientState.Lost, source.Token);

        await source.CancelAsync();

        Assert.That(() => lost, Throws.InstanceOf<OperationCanceledException>());
    }

    private sealed class MadeConnector(Func<ICommandConnection> make) : ICommandConnector
    {
        public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) => new(make());
    }
}
