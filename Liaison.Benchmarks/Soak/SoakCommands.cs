using System.Collections.Concurrent;
using Liaison.Commands;

namespace Liaison.Benchmarks.Soak;

/// <summary>What the soak drives.</summary>
internal sealed class SoakCommands
{
    /// <summary>What LibMedium's clients know of this.</summary>
    public const string Specification = """
        namespace liaison.soak
        class Soak
        exception InvalidOperation
        method echo(text: string): string
        method add(a: int32, b: int32): int32
        method once(id: int64): boolean
        method mirror(bytes: binary): binary
        method fail(text: string): string
        """;

    private readonly ConcurrentDictionary<long, byte> _seen = new();

    [Command("echo")]
    public static string Echo(string text) => text;

    [Command("add")]
    public static int Add(int a, int b) => a + b;

    [Command("mirror")]
    public static ReadOnlyMemory<byte> Mirror(ReadOnlyMemory<byte> bytes) => bytes;

    [Command("fail")]
    public static string Fail(string text) => throw new InvalidOperationException(text);

    [Command("count", Concurrent = true)]
    public static async IAsyncEnumerable<int> CountAsync(int to)
    {
        for (var i = 0; i < to; i++)
        {
            if (i % 8 == 0)
            {
                await Task.Yield();
            }

            yield return i;
        }
    }

    [Command("wait", Concurrent = true)]
    public static async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return true;
    }

    [Command("ask", Concurrent = true)]
    public static async Task<int> AskAsync(CommandContext context, int number, CancellationToken cancellationToken) =>
        1 + await context.Peer!.InvokeAsync<int>(new CommandCall("answer") { Arguments = [number] }, cancellationToken);

    /// <summary>Whether this id was never given before. Every caller gives each of its ids once.</summary>
    [Command("once", Concurrent = true)]
    public bool Once(long id) => _seen.TryAdd(id, 0);

    /// <summary>The caller will not give an id up to this again, of those that are its own; they need not be kept.</summary>
    public void Forget(IEnumerable<long> ids)
    {
        foreach (var id in ids)
        {
            _seen.TryRemove(id, out _);
        }
    }
}
