using System.Runtime.CompilerServices;

namespace Liaison.Tests.Calling;

/// <summary>What a function may give that JSON has no form for, or that is awaited in a way of its own.</summary>
internal static class OddResults
{
    public sealed class Ring
    {
        public Ring? Next { get; set; }

        public override string ToString() => "a cycle";
    }

    public sealed class Thrower
    {
        public string First => "written and taken back";

        public string Second => throw new InvalidOperationException("no");

        public override string ToString() => "a thrower";
    }

    public sealed class Silent
    {
        public int Value => throw new InvalidOperationException("no");

        public override string ToString() => throw new InvalidOperationException("not even this");
    }

    /// <summary>An awaitable that ends later, or throws.</summary>
    public sealed class Awaitable(int? value)
    {
        public Awaiter GetAwaiter() => new(value);
    }

    public readonly struct Awaiter(int? value) : INotifyCompletion
    {
        public bool IsCompleted => false;

        public int GetResult() => value ?? throw new InvalidDataException("bad");

        public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(_ => continuation());
    }
}
