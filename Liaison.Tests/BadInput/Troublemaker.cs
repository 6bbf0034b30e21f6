using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Liaison.Commands;

namespace Liaison.Tests.BadInput;

/// <summary>What a command may do badly: throw in every way, and return what JSON cannot hold.</summary>
[SuppressMessage("Usage", "CA2201", Justification = "Whatever can be thrown is.")]
[SuppressMessage("Performance", "CA1802", Justification = "Fields are members too.")]
internal sealed class Troublemaker
{
    public string? Null => null;

    public StringBuilder Builder { get; } = new("not exposed");

    public string ThrowingProperty => throw new InvalidOperationException("the property");

    public void ThrowAtOnce() => throw new InvalidOperationException("at once");

    public async Task ThrowAfterAwait()
    {
        await Task.Yield();
        throw new InvalidOperationException("after an await");
    }

    public async ValueTask<int> ThrowAfterAwaitInValueTask()
    {
        await Task.Yield();
        throw new InvalidOperationException("in a ValueTask");
    }

    public Task FaultedTask() => Task.FromException(new InvalidOperationException("a faulted task"));

    public Task CanceledTask() => Task.FromCanceled(new CancellationToken(canceled: true));

    public ThrowingAwaitable CustomAwaitable() => new();

    public void ThrowNull() => throw null!;

    public void ThrowOutOfMemory() => throw new OutOfMemoryException("out of memory");

    public void ThrowWithThrowingMessage() => throw new UnspeakableException();

    public void ThrowWithNullMessage() => throw new SilentException();

    public void ThrowSeveral() => throw new AggregateException(new InvalidOperationException("one"), new InvalidOperationException("two"));

    public Task? NullTask() => null;

    public object Cycle()
    {
        var list = new List<object>();
        list.Add(list);
        return list;
    }

    public object Deep()
    {
        object value = 1;
        for (var i = 0; i < 100_000; i++)
        {
            value = new[] { value };
        }

        return value;
    }

    public Getter ThrowingGetter() => new(() => throw new InvalidOperationException("a getter"));

    public Getter GetterWithoutMemory() => new(() => throw new OutOfMemoryException("a getter"));

    public ThrowingText ThrowingToString() => new();

    public nint Pointer() => 42;

    public Span<int> Span() => default;

    public MemoryStream Stream() => new([1, 2, 3]);

    public Func<int, int> Function() => x => x;

    public Type Type() => typeof(List<int>);

    public object Method() => typeof(Troublemaker).GetMethod(nameof(ThrowAtOnce))!;

    public double NotANumber() => double.NaN;

    public string HalfASurrogatePair() => "a\ud800b";

    public Dictionary<Tuple<int, int?>, int> TupleKeys() => new() { [Tuple.Create(1, (int?)null)] = 1 };

    public Dictionary<object, int> ObjectKeys() => new() { [(1, 2)] = 1, [DayOfWeek.Monday] = 2, [1.5] = 3, [typeof(int)] = 4 };

    public Dictionary<nint, int> OddKeys() => new() { [1] = 1 };

    public object TaskInside() => new { Task = new TaskCompletionSource<int>().Task };

    public Exception Unspeakable() => new UnspeakableException();

    public IEnumerable<int> ThrowingSequence()
    {
        yield return 1;
        throw new InvalidOperationException("in the middle");
    }

    public IEnumerable<int> EndlessSequence()
    {
        while (true)
        {
            yield return 1;
        }
    }

    public IEnumerable LyingCollection() => new Liar();

    public int CountKeywords([Keywords] IReadOnlyDictionary<string, object?> keywords) => keywords.Count;

    public int CountItems(params object?[] items) => items.Length;

    public sealed class Getter(Func<int> get)
    {
        public int Value => get();

        public override string ToString() => "a text";
    }

    public sealed class ThrowingText
    {
        public int Value => throw new InvalidOperationException("a getter");

        public override string ToString() => throw new InvalidOperationException("a text");
    }

    public sealed class UnspeakableException : Exception
    {
        public override string Message => throw new InvalidOperationException("a message");

        public override string StackTrace => throw new InvalidOperationException("a trace");

        public override string ToString() => throw new InvalidOperationException("a text");
    }

    public sealed class SilentException : Exception
    {
        public override string Message => null!;
    }

    public sealed class ThrowingAwaitable
    {
        public Awaiter GetAwaiter() => default;

        public readonly struct Awaiter : INotifyCompletion
        {
            public bool IsCompleted => false;

            public int GetResult() => throw new InvalidOperationException("a custom awaitable");

            public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(_ => continuation());
        }
    }

    /// <summary>A collection that ends before its count says so.</summary>
    private sealed class Liar : ICollection
    {
        public int Count => int.MaxValue;

        public bool IsSynchronized => false;

        public object SyncRoot => this;

        public void CopyTo(Array array, int index) => throw new InvalidOperationException("a copy");

        public IEnumerator GetEnumerator() => throw new InvalidOperationException("an enumerator");

        public override string ToString() => "a liar";
    }
}
