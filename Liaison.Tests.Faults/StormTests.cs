using System.Net.Sockets;
using Liaison.Client;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>Peers that connect and leave at once.</summary>
[TestFixtureSource(typeof(FaultLinks), nameof(FaultLinks.OfEachTransport))]
internal sealed class StormTests(FaultLink link) : FaultyLinkTest(link)
{
    private const int Peers = 1_000;
    private const int AtOnce = 8;

    [Test]
    public async Task After_1000_connects_and_aborts_the_next_peer_is_served(CancellationToken token)
    {
        await ServeAsync(token);
        await Parallel.ForAsync(0, Times(Peers), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token }, async (i, _) =>
        {
            await using var stream = await FaultProxy.ConnectAsync(FaultLinks.AddressOf(Transport));
            if (i % 2 == 0)
            {
                await stream.WriteAsync("GET / HTTP/1.1\r\nHo"u8.ToArray(), token);
            }

            if (stream is NetworkStream { Socket: { ProtocolType: ProtocolType.Tcp } socket })
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        });

        await ServedAsync(token);
    }

    [Test]
    public async Task After_peers_that_leave_in_the_middle_of_their_calls_the_next_one_is_served(CancellationToken token)
    {
        await ServeAsync(token);
        await Parallel.ForAsync(0, Times(Peers / 10), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token }, async (i, _) =>
        {
            var connection = await Around.ConnectAsync(token);
            await connection.DisposeAsync();
            await using var client = await ConnectAsync(token);
            var call = client.InvokeAsync<string>("bytes", [100_000], token);
            await client.DisposeAsync();
            await call.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        });

        await ServedAsync(token);
    }
}
