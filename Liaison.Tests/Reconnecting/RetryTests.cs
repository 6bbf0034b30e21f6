using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Reconnecting;

/// <summary>Calls that were sent when the connection was lost.</summary>
internal sealed class RetryTests : OverOneLink
{
    [Test]
    public async Task A_call_that_may_be_is_sent_again(CancellationToken token)
    {
        await ConnectAsync(token);
        var call = Client.InvokeAsync<string>(new CommandCall("wait") { Retries = 1, Timeout = TimeSpan.FromMinutes(1) }, token);
        await Waiting.Gate.Entered.WaitAsync(token);

        await Cutter.ReplaceAsync(Client, token);
        Waiting.Gate.Open();

        Assert.That(await call, Is.EqualTo("passed"));
    }

    [Test]
    public async Task It_is_sent_again_so_often_and_no_more(CancellationToken token)
    {
        using var holding = new Holding();
        var companion = new Companion();
        companion.Commands.AddFrom(holding);
        (_, var other) = await HostAsync(companion);
        Cutter.Connector = other.Connector;
        await ConnectAsync(token);
        var call = Client.InvokeAsync<string>(new CommandCall("hold") { Retries = 2 }, token);

        for (var times = 0; times < 3; times++)
        {
            await holding.Entered.WaitAsync(token);
            Assert.That(call.IsCompleted, Is.False);
            await Cutter.ReplaceAsync(Client, token);
        }

        Assert.That((await FailureAsync(call)).Code, Is.EqualTo(ErrorCode.ConnectionLost));
        Assert.That(holding.Entered.CurrentCount, Is.Zero);
    }

    [Test]
    public async Task What_the_host_answers_is_no_reason_to_send_it_again(CancellationToken token)
    {
        await ConnectAsync(token);

        var failure = await FailureAsync(Client.InvokeAsync<string>(new CommandCall("no_such_command") { Retries = 9 }, token));

        Assert.That(failure.Code, Is.EqualTo(ErrorCode.UnknownCommand));
    }

    [Test]
    public async Task A_negative_number_is_refused(CancellationToken token)
    {
        await ConnectAsync(token);
        Assert.That(() => Client.InvokeAsync<string>(new CommandCall("ping") { Retries = -1 }, token), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task A_stream_that_was_begun_fails_and_trying_tells_that_too(CancellationToken token)
    {
        await ConnectAsync(token);
        await using var items = Client.StreamAsync<string>("wait", [], token).GetAsyncEnumerator(token);
        var next = items.MoveNextAsync().AsTask();
        await Waiting.Gate.Entered.WaitAsync(token);
        var tried = Client.TryAsync<int>("nowhere", cancellationToken: token);

        await Cutter.ReplaceAsync(Client, token);

        Assert.That((await FailureAsync(next)).Code, Is.EqualTo(ErrorCode.ConnectionLost));
        Assert.That((await FailureAsync(tried)).Code, Is.EqualTo(ErrorCode.ConnectionLost), "it waited for its turn");
    }

    [Test]
    public async Task The_text_says_that_the_host_may_have_done_it(CancellationToken token)
    {
        await ConnectAsync(token);
        var call = Client.InvokeAsync<string>("wait", [], token);
        await Waiting.Gate.Entered.WaitAsync(token);

        await Cutter.CutAsync();

        Assert.That((await FailureAsync(call)).Message, Does.Contain("was lost. It is not known whether the command has run."));
    }

    private sealed class Holding : IDisposable
    {
        public SemaphoreSlim Entered { get; } = new(0);

        [Command("hold")]
        public async Task<string> HoldAsync(CancellationToken cancellationToken)
        {
            Entered.Release();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return "held";
        }

        public void Dispose() => Entered.Dispose();
    }
}
