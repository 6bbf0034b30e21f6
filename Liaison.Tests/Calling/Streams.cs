using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Calling;

/// <summary>Commands that give sequences.</summary>
public sealed class Streams() : Companion(new CompanionOptions { MaxSequenceItems = MaxItems })
{
    internal const int MaxItems = 5;

    internal TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal int Made { get; private set; }

    [Command("count")]
    public async IAsyncEnumerable<int> Count(int to = 3)
    {
        try
        {
            for (var i = 1; i <= to; i++)
            {
                await Task.Yield();
                Made++;
                yield return i;
            }
        }
        finally
        {
            Disposed.TrySetResult();
        }
    }

    [Command("later")]
    public async Task<IAsyncEnumerable<int>> LaterAsync()
    {
        await Task.Yield();
        return Count(2);
    }

    [Command("none")]
    public IAsyncEnumerable<int> None() => Count(0);

    [Command("texts")]
    public IAsyncEnumerable<string> Texts() => new[] { "a", "b" }.ToAsyncEnumerable();

    [Command("gated")]
    public async IAsyncEnumerable<string> Gated()
    {
        yield return "first";
        await Gate.Task;
        yield return "second";
    }

    [Command("waiting")]
    public async IAsyncEnumerable<int> Waiting([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            yield return 1;
            await Gate.Task.WaitAsync(cancellationToken);
            yield return 2;
        }
        finally
        {
            Disposed.TrySetResult();
        }
    }

    [Command("heedless")]
    public async IAsyncEnumerable<int> Heedless()
    {
        try
        {
            for (var i = 0; true; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
        finally
        {
            Disposed.TrySetResult();
        }
    }

    [Command("failing")]
    public async IAsyncEnumerable<int> Failing()
    {
        await foreach (var i in Count(2))
        {
            yield return i;
        }

        throw new InvalidOperationException("no third");
    }

    [Command("reporting")]
    public async IAsyncEnumerable<int> Reporting(IProgress<string> progress)
    {
        await foreach (var i in Count(2))
        {
            progress.Report($"before {i}");
            yield return i;
        }
    }

    [Command("threads")]
    public async IAsyncEnumerable<int> Threads()
    {
        for (var i = 0; i < 3; i++)
        {
            yield return Environment.CurrentManagedThreadId;
            await Task.CompletedTask;
        }
    }

    [Command("lazy")]
    public IEnumerable<int> Lazy() => Enumerable.Range(1, 3).Where(_ => true);

    [Command("list")]
    public List<int> List() => [1, 2, 3];

    [Command("number")]
    public int Number() => 1;
}
