namespace Liaison.Benchmarks.Scale.Probes;

/// <summary>Commands that wait for one that runs, in growing number.</summary>
internal static class QueueProbes
{
    private static readonly int[] Sizes = [10, 100, 1_000, 10_000];

    public static IEnumerable<ScaleProbe> All =>
    [
        new("queue", "commands", "a command that waits for its turn behind the others", Sizes, size => QueueSubject.CreateAsync(size, cancels: false)),
        new("queue-cancel", "commands", "a command that is canceled while it waits, the oldest first", Sizes, size => QueueSubject.CreateAsync(size, cancels: true)),
    ];
}
