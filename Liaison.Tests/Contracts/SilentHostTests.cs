using Liaison.Client;
using Liaison.Commands;
using Liaison.Tests.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Contracts;

/// <summary>A typed client whose host accepts the connection and never answers.</summary>
[CancelAfter(60_000)]
[Platform(Exclude = "Win", Reason = "The host is a Unix socket.")]
internal sealed class SilentHostTests
{
    [Test]
    public async Task The_token_of_a_loop_also_ends_the_wait_for_the_check_of_the_contract(CancellationToken token)
    {
        using var host = new SilentSocket();
        await using var client = await LiaisonClient.ConnectAsync(new UnixSocketConnector(host.Path), cancellationToken: token);
        var lab = client.As<ILab>();
        using var left = CancellationTokenSource.CreateLinkedTokenSource(token);
        await using var items = lab.ForeverAsync(left.Token).GetAsyncEnumerator(token);
        await using var events = lab.Measured(left.Token).GetAsyncEnumerator(token);

        var item = items.MoveNextAsync().AsTask();
        var next = events.MoveNextAsync().AsTask();
        await left.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => item.WaitAsync(token));
        await Assert.CatchAsync<OperationCanceledException>(() => next.WaitAsync(token));
        Assert.That(token.IsCancellationRequested, Is.False);
    }
}
