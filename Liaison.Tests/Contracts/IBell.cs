using Liaison.Contracts;

namespace Liaison.Tests.Contracts;

/// <summary>A contract with a topic that nobody keeps events of.</summary>
[CommandContract("bell.")]
internal interface IBell
{
    Task RingAsync(int times);

    [Topic("bell.rung")]
    IAsyncEnumerable<int> Rung { get; }
}
