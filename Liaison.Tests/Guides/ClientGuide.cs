using System.Diagnostics;
using System.Runtime.CompilerServices;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Contracts;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Transports;

namespace Liaison.Tests.Guides;

/// <summary>The code of docs/guides/client.md: each region is one of its blocks, and the tests run them.</summary>
internal static class ClientGuide
{
    public static LiaisonHost CreateHost(ICommandTransport transport)
    {
        var lab = new Lab().Add("session", new Session());
        lab.Commands.AddFrom(new Seats());
        return new LiaisonHost(lab).Add(transport);
    }

    public static async Task<IReadOnlyList<object?>> CallAsync(LiaisonClient client)
    {
        #region call
        var pong = await client.PingAsync();
        var sum = await client.InvokeAsync<double>("add", [1, 2.5]);
        var trials = await client.GetAsync<int>("session.trials");
        #endregion
        #region references
        var given = await client.InvokeAsync<int>("count", [LiaisonClient.Ref("session")]);
        var text = await client.InvokeAsync<string>("echo", ["$session"]);      // the text itself
        #endregion
        return [pong, sum, trials, given, text];
    }

    public static async Task<double> CallByNameAsync(LiaisonClient client, CancellationToken cancellationToken)
    {
        #region command call
        var named = new CommandCall("add")
        {
            Keywords = new Dictionary<string, object?> { ["x"] = 1, ["y"] = 2 },
            Timeout = TimeSpan.FromSeconds(5),
        };
        return await client.InvokeAsync<double>(named, cancellationToken);
        #endregion
    }

    public static async Task<(string Code, string Type)> FailAsync(LiaisonClient client)
    {
        #region errors
        try
        {
            await client.RunAsync<object>("session.Stop");
        }
        catch (LiaisonException e)
        {
            return (e.Code, e.RemoteType);      // "failed", "System.InvalidOperationException"
        }
        #endregion
        return ("", "");
    }

    public static async Task<int?> FailAsDeclaredAsync(LiaisonClient client)
    {
        #region declared errors
        try
        {
            await client.InvokeAsync<object>("take_seat", [12]);
        }
        catch (LiaisonException e) when (e.Code == "seat_taken")
        {
            return e.ReadMember<int>("Next");       // 13
        }
        #endregion
        return null;
    }

    public static async Task<(IReadOnlyList<int> Items, IReadOnlyList<int> Reports)> StreamAsync(LiaisonClient client)
    {
        var items = new List<int>();
        #region stream
        await foreach (var number in client.StreamAsync<int>("count_up", [1_000_000]))
        {
            items.Add(number);
            if (items.Count == 3)
            {
                break;      // cancels the command
            }
        }
        #endregion
        var reports = new List<int>();
        #region progress
        var call = new CommandCall("measure") { Arguments = [3] }.WithProgress<int>(percent => reports.Add(percent));
        await client.InvokeAsync<object>(call);
        #endregion
        return (items, reports);
    }

    public static async Task<TopicEvent<double>> SubscribeAsync(LiaisonClient client, LiaisonHost host, CancellationToken cancellationToken)
    {
        _ = PublishAsync(host, cancellationToken);
        #region subscribe
        await foreach (var e in client.SubscribeAsync<double>("lab.temperature", cancellationToken: cancellationToken))
        {
            Console.WriteLine($"{e.Topic}: {e.Value}, {e.Dropped} missed");
            return e;
        }
        #endregion
        throw new InvalidOperationException("The loop ends with an exception alone.");
    }

    public static IAsyncEnumerable<TopicEvent<double>> SubscribeToLatest(LiaisonClient client)
    {
        #region latest
        var latest = new SubscriptionOptions { Overflow = Overflow.Latest };
        return client.SubscribeAsync<double>("lab.*", latest);
        #endregion
    }

    public static async Task<string?> CallBackAsync(LiaisonClient client)
    {
        #region called back
        client.Commands.AddFrom(new Window());
        return await client.InvokeAsync<string>("save", ["notes.txt"]);
        #endregion
    }

    public static async Task<double[]> BatchAsync(LiaisonClient client)
    {
        #region batch
        var batch = client.CreateBatch();
        var first = batch.InvokeAsync<double>(new CommandCall("add") { Arguments = [1, 2] });
        var second = batch.InvokeAsync<double>(new CommandCall("add") { Arguments = [3, 4] });
        await batch.SendAsync();
        return await Task.WhenAll(first, second);
        #endregion
    }

    public static async Task<byte[]?> AttachAsync(LiaisonClient client) =>
        await client.InvokeAsync<byte[]>("invert", [(byte[])[1, 2, 3]]);

    public static async Task<string?> ConnectAgainAsync(ICommandConnector connector)
    {
        #region reconnect
        var options = new ClientOptions
        {
            Reconnect = new ReconnectOptions { MaxAttempts = 20 },      // in a row; any number, unless given
        };
        await using var client = await LiaisonClient.ConnectAsync(connector, options);
        client.StateChanged += (_, change) => Console.WriteLine($"{change.State} {change.Reason?.Message}");
        #endregion
        await client.WaitForStateAsync(ClientState.Ready);
        return await client.PingAsync();
    }

    public static async Task<int> CallAgainAsync(LiaisonClient client)
    {
        #region retry
        var read = new CommandCall("count") { Arguments = [LiaisonClient.Ref("session")], Retries = 3 };
        return await client.InvokeAsync<int>(read);
        #endregion
    }

    public static async Task<string?> LaunchAsync(string dotnet, string app)
    {
        #region launch
        var start = new ProcessStartInfo(dotnet, ["exec", app, "websocket", "localhost:0", "--ready", "json"]);
        await using var process = await LiaisonProcess.StartAsync(start);
        return await process.Client.PingAsync();
        #endregion
    }

    public static async Task<LiaisonProcess> LaunchAgainAsync(ProcessStartInfo start, TextWriter log)
    {
        #region restart
        var options = new LiaisonProcessOptions
        {
            Restart = new RestartOptions { MaxRestarts = 5, Period = TimeSpan.FromMinutes(1) },
            OnError = text => log.Write(text),
        };
        return await LiaisonProcess.StartAsync(start, options);
        #endregion
    }

    private static async Task PublishAsync(LiaisonHost host, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            #region publish
            await host.PublishAsync("lab.temperature", 21.5);
            #endregion
            await Task.Yield();
        }
    }

    #region host
    public sealed class Lab : Companion
    {
        [Command("add")]
        public double Add(double x, double y) => x + y;

        [Command("echo")]
        public string Echo(string text) => text;

        [Command("count")]
        public int Count(Session session) => session.Trials;

        [Command("count_up")]
        public async IAsyncEnumerable<int> CountUpAsync(int to, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var i = 1; i <= to; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return i;
                await Task.Yield();
            }
        }

        [Command("measure")]
        public void Measure(int steps, IProgress<int> progress)
        {
            for (var i = 1; i <= steps; i++)
            {
                progress.Report(100 * i / steps);
            }
        }

        [Command("save")]
        public async Task<string> SaveAsync(string path, CommandContext context)
        {
            var sure = await context.Peer!.InvokeAsync<bool>("confirm", [$"Overwrite {path}?"]);
            return sure ? "saved" : "left as it is";
        }

        [Command("invert")]
        public byte[] Invert(ReadOnlyMemory<byte> bytes) => [.. bytes.ToArray().Select(b => (byte)~b)];
    }
    #endregion

    public sealed class Session
    {
        public int Trials => 12;

        public void Stop() => throw new InvalidOperationException("Nothing runs.");
    }

    #region window
    public sealed class Window
    {
        [Command("confirm")]
        public bool Confirm(string question) => question.Length > 0;
    }
    #endregion

    private sealed class SeatTakenException(string message) : Exception(message)
    {
        public int Next { get; init; }
    }

    private sealed class Seats
    {
        [Command("take_seat")]
        [Throws(typeof(SeatTakenException), "seat_taken")]
        public void Take(int seat) => throw new SeatTakenException($"Seat {seat} is taken.") { Next = seat + 1 };
    }
}
