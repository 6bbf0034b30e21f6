using Liaison.Client;
using Liaison.Messages;

namespace Liaison.Benchmarks.Soak;

/// <summary>The calls that a client makes at random, and what each has to give.</summary>
internal sealed class SoakCalls(SoakWay way, LiaisonClient client, Random random, SoakIds ids)
{
    private const int MaxText = 2_000;
    private const int MaxBytes = 20_000;
    private const int MaxItems = 40;

    /// <summary>Makes one call, valid or not, and compares what it gives.</summary>
    /// <exception cref="LiaisonException">The link ended.</exception>
    /// <exception cref="IOException">The link ended.</exception>
    public Task RunAsync(CancellationToken deadline)
    {
        var kinds = way.IsOpen ? 12 : 6;
        return random.Next(kinds) switch
        {
            0 => EchoAsync(random.Next(MaxText), deadline),
            1 => AddAsync(deadline),
            2 => OnceAsync(deadline),
            3 => MirrorAsync(deadline),
            4 => FailAsync(deadline),
            5 => EchoAsync(random.Next(20), deadline),
            6 => RefusedAsync("no_such_command", [1], ErrorCode.UnknownCommand, deadline),
            7 => RefusedAsync("add", ["one", 2], ErrorCode.BadArguments, deadline),
            8 => RefusedAsync("get", ["nothing.of.this.name"], ErrorCode.NotFound, deadline),
            9 when way.Cancels => CountAsync(deadline),
            10 when way.Cancels => CancelAsync(deadline),
            11 when way.CallsBack => AskAsync(deadline),
            _ => AddAsync(deadline),
        };
    }

    private async Task EchoAsync(int length, CancellationToken deadline)
    {
        var text = string.Create(length, random.Next(), static (into, seed) =>
        {
            var letters = new Random(seed);
            foreach (ref var letter in into)
            {
                letter = (char)letters.Next(' ', 0x2ff);
            }
        });
        Compare(await client.InvokeAsync<string>("echo", [text], deadline), text);
    }

    private async Task AddAsync(CancellationToken deadline)
    {
        var (a, b) = (random.Next(1_000_000), random.Next(1_000_000));
        Compare(await client.InvokeAsync<int>("add", [a, b], deadline), a + b);
    }

    private async Task OnceAsync(CancellationToken deadline)
    {
        var id = ids.Next();
        if (!await client.InvokeAsync<bool>("once", [id], deadline))
        {
            way.Tally.Repeat($"the command of id {id} was run before");
        }

        way.Tally.Answered();
        ids.Done(id);
    }

    private async Task MirrorAsync(CancellationToken deadline)
    {
        var bytes = new byte[random.Next(MaxBytes)];
        random.NextBytes(bytes);
        var back = await client.InvokeAsync<byte[]>("mirror", [bytes], deadline);
        Compare(back is not null && back.AsSpan().SequenceEqual(bytes), true);
    }

    private Task FailAsync(CancellationToken deadline) => RefusedAsync("fail", [$"of {random.Next()}"], null, deadline);

    private async Task RefusedAsync(string command, object?[] arguments, string? code, CancellationToken deadline)
    {
        try
        {
            var answer = await client.InvokeAsync<RawJson>(command, arguments, deadline);
            way.Tally.Surprised($"{command} gave {answer} and no error");
        }
        catch (LiaisonException failure) when (failure.Code != ErrorCode.Disconnected && (code is null || failure.Code == code))
        {
            way.Tally.Refused();
        }
    }

    private async Task CountAsync(CancellationToken deadline)
    {
        var (to, leavesAt, next) = (random.Next(MaxItems), random.Next(2 * MaxItems), 0);
        await foreach (var item in client.StreamAsync<int>("count", [to], deadline))
        {
            if (item != next++)
            {
                way.Tally.Surprised($"item {item} came where {next - 1} was to come");
            }

            if (next == leavesAt)
            {
                way.Tally.Answered();
                return;
            }
        }

        Compare(next, to);
    }

    private async Task CancelAsync(CancellationToken deadline)
    {
        using var canceling = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        var call = client.InvokeAsync<bool>("wait", [], canceling.Token);
        if (random.Next(2) == 0)
        {
            await Task.Yield();
        }

        await canceling.CancelAsync();
        try
        {
            await call;
            way.Tally.Surprised("a canceled call was answered");
        }
        catch (OperationCanceledException) when (!deadline.IsCancellationRequested)
        {
            way.Tally.Refused();
        }
    }

    private async Task AskAsync(CancellationToken deadline)
    {
        var number = random.Next(1_000_000);
        Compare(await client.InvokeAsync<int>("ask", [number], deadline), (2 * number) + 1);
    }

    private void Compare<T>(T? given, T wanted)
    {
        if (EqualityComparer<T>.Default.Equals(given, wanted))
        {
            way.Tally.Answered();
        }
        else
        {
            way.Tally.Surprised($"{given} came where {wanted} was to come");
        }
    }
}
