using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Resumption;

namespace Liaison.Benchmarks.Soak;

/// <summary>Drives one way with the library's client: many calls at once, events beside them, and a link that is cut from time to time.</summary>
internal sealed class ClientDriver(SoakWay way, int seed, SoakIds ids, bool resumes)
{
    private const int InFlight = 16;

    /// <summary>What is not answered within this, over a link that is there, is lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(seed);

    private ClientOptions Options => new() { Protocol = way.Protocol, Resume = Resumes ? new ResumeOptions() : null };

    // LibMedium's frames are binary alone, and the messages that resume a session are text.
    private bool Resumes => resumes && way.Protocol is not LibMediumProtocol;

    /// <summary>Goes on until the token fires.</summary>
    public async Task RunAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await ConnectAndCallAsync(ending);
            }
            catch (Exception failure) when (failure is IOException or LiaisonException)
            {
                // At the end hosts stop while clients connect.
                if (!ending.IsCancellationRequested)
                {
                    way.Tally.Surprised($"cannot connect: {failure.Message}");
                    await Task.Delay(100, CancellationToken.None);
                }
            }
        }
    }

    private async Task ConnectAndCallAsync(CancellationToken ending)
    {
        var connector = new CutConnector(way.Connector);
        using var patience = new CancellationTokenSource(Patience);
        await using var client = await LiaisonClient.ConnectAsync(connector, Options, patience.Token);
        if (way.CallsBack)
        {
            client.Commands.AddFrom(new Answering());
        }

        using var session = CancellationTokenSource.CreateLinkedTokenSource(ending);
        session.CancelAfter(_random.Next(20, 1_500));
        var state = new LinkState();
        var loops = Enumerable.Range(0, InFlight)
            .Select(_ => new SoakCalls(way, client, new Random(_random.Next()), ids))
            .Select(calls => Task.Run(() => CallAsync(calls, state, session.Token), CancellationToken.None))
            .ToList();
        var events = way.IsOpen ? ListenAsync(client, state, session.Token) : Task.CompletedTask;
        if (Resumes)
        {
            await CutAndGoOnAsync(connector, session.Token);
        }
        else if (_random.Next(3) == 0)
        {
            await PassAsync(session.Token);
        }
        else
        {
            // Before the loops end by themselves, so that calls are under way.
            await PassAsync(session.Token, cutsEarly: true);
            state.IsCut = true;
            way.Tally.Cut();
            await connector.CutAsync();
        }

        await Task.WhenAll([.. loops, events]);
    }

    // The session goes on over the next link, and none of its calls fails.
    private async Task CutAndGoOnAsync(CutConnector connector, CancellationToken ending)
    {
        await PassAsync(ending, cutsEarly: true);
        while (!ending.IsCancellationRequested)
        {
            way.Tally.Cut();
            await connector.CutAsync();
            await PassAsync(ending, cutsEarly: true);
        }
    }

    private async Task PassAsync(CancellationToken ending, bool cutsEarly = false)
    {
        var time = cutsEarly ? TimeSpan.FromMilliseconds(_random.Next(10, 1_000)) : Timeout.InfiniteTimeSpan;
        await Task.Delay(time, ending).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task CallAsync(SoakCalls calls, LinkState state, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await calls.RunAsync(patience.Token);
            }
            catch (Exception failure) when (state.IsCut && failure is IOException or LiaisonException { Code: ErrorCode.Disconnected })
            {
                way.Tally.CutOff(1);
                return;
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                way.Tally.Lose(1, "a call without an answer");
            }
            catch (Exception failure)
            {
                way.Tally.Surprised($"{failure.GetType().Name}: {failure.Message}");
                return;
            }
        }
    }

    // Events are numbered by their host: those that come do so once, and in their order.
    private async Task ListenAsync(LiaisonClient client, LinkState state, CancellationToken ending)
    {
        var last = -1L;
        try
        {
            await foreach (var one in client.SubscribeAsync<long>(SoakHost.Topic, options: null, ending))
            {
                way.Tally.Heard();
                if (one.Value <= last)
                {
                    way.Tally.Repeat($"event {one.Value} after {last}");
                }
                else if (last >= 0 && one.Value != last + 1 + one.Dropped)
                {
                    way.Tally.Lose(1, $"events between {last} and {one.Value}, of which {one.Dropped} are told as dropped");
                }

                last = one.Value;
            }
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
        catch (LiaisonException failure) when (state.IsCut && failure.Code == ErrorCode.Disconnected)
        {
            // It was cut.
        }
        catch (Exception failure)
        {
            way.Tally.Surprised($"events: {failure.Message}");
        }
    }

    private sealed class LinkState
    {
        public volatile bool IsCut;
    }

    private sealed class Answering
    {
        [Command("answer", Concurrent = true)]
        public static int Answer(int number) => 2 * number;
    }
}
