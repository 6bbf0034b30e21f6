using Liaison.Client;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>A link that carries all bytes, but not as they were sent.</summary>
[TestFixtureSource(typeof(FaultLinks), nameof(FaultLinks.All))]
internal sealed class BytesTests(FaultLink link) : FaultyLinkTest(link)
{
    private const int Conversations = 10;

    [Test]
    public async Task Bytes_that_come_one_by_one_or_late_are_the_same_messages(CancellationToken token)
    {
        await ServeAsync(token);
        for (var i = 0; i < Times(Conversations); i++)
        {
            Proxy.Apply(Fault.Halve(), Fault.Halve());
            Assert.That(await TalkAsync(token), "halved");
            Proxy.Apply(Fault.Delay(97, TimeSpan.FromMilliseconds(1)), Fault.Delay(41, TimeSpan.FromMilliseconds(1)));
            Assert.That(await TalkAsync(token), "late");
        }
    }

    // Nothing on a stream tells that bytes came twice or in another order, so that a call may be answered, fail, or wait for an answer that
    // was lost; its peer gives up then. What counts is that nobody else is touched.
    [Test]
    public async Task Bytes_that_come_twice_or_in_another_order_harm_nobody_but_their_peer(CancellationToken token)
    {
        await ServeAsync(token);
        var random = new Random(TestContext.CurrentContext.Random.Next());
        for (var i = 0; i < Times(Conversations); i++)
        {
            var (place, count) = (random.Next(400), random.Next(1, 20));
            foreach (var fault in new Func<Fault>[] { () => Fault.Repeat(place, count), () => Fault.Reorder(place, count) })
            {
                Proxy.Apply(fault(), Fault.None());
                await EndureAsync(token);
                Proxy.Apply(Fault.None(), fault());
                await EndureAsync(token);
            }

            await ServedAsync(token);
        }
    }

    private async Task EndureAsync(CancellationToken token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(TimeSpan.FromMilliseconds(200));
        try
        {
            await using var client = await ConnectThroughAsync(patience.Token);
            await client.InvokeAsync<object>("echo", ["whatever comes of it"], patience.Token);
        }
        catch (Exception failure) when (failure is IOException or LiaisonException or OperationCanceledException)
        {
            token.ThrowIfCancellationRequested();
        }
    }
}
