namespace Liaison.Benchmarks.Scale.Probes;

/// <summary>A payload that grows: a text, which a command takes, and which it gives back or not.</summary>
internal static class PayloadProbes
{
    private static readonly int[] Sizes = [100, 1_000, 10_000, 100_000, 1 << 20, 16 << 20];

    public static IEnumerable<ScaleProbe> All =>
    [
        new("payload-in", "bytes", "a command that takes a text and gives its length", Sizes, size => PayloadSubject.CreateAsync("length", size)) { IsWhole = true },
        new("payload-back", "bytes", "a command that takes a text and gives it back", Sizes, size => PayloadSubject.CreateAsync("same", size)) { IsWhole = true },
    ];
}
