using Liaison.Commands;

namespace Liaison.Benchmarks.Servers;

/// <summary>What workers behind NATS run, beside what the load drives.</summary>
internal sealed class NatsCommands
{
    [Command("number")]
    public int Number(int number) => number;

    [Command("work")]
    public async Task<int> WorkAsync(int number)
    {
        await Task.Delay(1);
        return number;
    }
}
