using Liaison.Commands;

namespace Liaison.Tests.Faults;

/// <summary>What the hosts of these tests run.</summary>
internal sealed class FaultCommands
{
    private TaskCompletionSource? _made;
    private int _left;

    [Command("echo")]
    public static string Echo(string text) => text;

    [Command("bytes")]
    public string Bytes(int count)
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _made!.TrySetResult();
        }

        return new string('x', count);
    }

    /// <summary>Ends when <c>bytes</c> has run so many times more.</summary>
    public Task WhenMade(int count)
    {
        _made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, count);
        return _made.Task;
    }
}
