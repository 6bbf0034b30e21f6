using Liaison.Commands;
using Liaison.Tests.Hosting;

namespace Liaison.Tests.Features;

/// <summary>Commands that wait until the test lets them go on.</summary>
public sealed class WaitingCommands
{
    private int _marks;

    internal Gate Gate { get; } = new();

    /// <summary>How often <c>mark</c> has run.</summary>
    public int Marks => Volatile.Read(ref _marks);

    /// <summary>Waits for the gate, or for being canceled.</summary>
    [Command("wait")]
    public async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        await Gate.PassAsync(obeys: true, cancellationToken);
        return "passed";
    }

    [Command("mark")]
    public int Mark() => Interlocked.Increment(ref _marks);
}
