using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Filters;

/// <summary>Commands that filters of a test are put around.</summary>
public sealed class Counter(CompanionOptions? options = null) : Companion(options)
{
    internal int Runs { get; private set; }

    [Command("add")]
    public int Add(int count, int times = 1)
    {
        Runs++;
        return count * times;
    }

    [Command("fail")]
    public int Fail() => throw new TimeoutException($"Run {++Runs} failed.");

    [Command("fail_twice")]
    public int FailTwice() => ++Runs > 2 ? Runs : throw new TimeoutException("Not yet.");

    [Command("numbers")]
    public async IAsyncEnumerable<int> NumbersAsync()
    {
        for (var i = 1; i <= 3; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    [Command("protected", RequiresAuthentication = true)]
    public int Protected() => ++Runs;

    [Command("policed", Policy = "manager")]
    public int Policed() => ++Runs;

    [Command("filtered")]
    [Filter(typeof(NamedStep))]
    public int Filtered() => ++Runs;

    [Command("call")]
    public int Call(Func<int> function) => function();
}
