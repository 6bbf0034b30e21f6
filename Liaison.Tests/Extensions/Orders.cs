using Liaison.Commands;

namespace Liaison.Tests.Extensions;

/// <summary>Commands of a class that takes services.</summary>
internal sealed class Orders : IAsyncDisposable
{
    private readonly Journal _journal;
    private readonly int _number;
    private int _count;
    private bool _disposed;

    public Orders(Journal journal)
    {
        _journal = journal;
        _number = journal.Next();
    }

    [Command("order")]
    public string Order() => $"{_number}.{++_count}";

    [Command("list")]
    public async IAsyncEnumerable<int> ListAsync()
    {
        for (var i = 1; i <= 3; i++)
        {
            await Task.Yield();
            ObjectDisposedException.ThrowIf(_disposed, this);
            yield return i;
        }
    }

    [Command("fail")]
    public void Fail() => throw new InvalidOperationException($"Order {_number} failed.");

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        _journal.Write($"disposed {_number}");
        return ValueTask.CompletedTask;
    }
}
