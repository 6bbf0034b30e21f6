using System.Collections.Concurrent;

namespace Liaison.Tests.Extensions;

/// <summary>A service that remembers what was made and disposed.</summary>
internal sealed class Journal
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();
    private int _made;

    public string[] Lines => [.. _lines];

    public int Next() => Interlocked.Increment(ref _made);

    public void Write(string line)
    {
        _lines.Enqueue(line);
        Signal(line).TrySetResult();
    }

    /// <summary>Ends when the line has been written.</summary>
    public Task Written(string line) => Signal(line).Task;

    private TaskCompletionSource Signal(string line) =>
        _awaited.GetOrAdd(line, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
