namespace Liaison.Benchmarks.Scale.Probes;

/// <summary>Connections that grow in number.</summary>
internal static class ConnectionProbes
{
    private static readonly int[] Sizes = [1, 3, 10, 30, 100, 300, 1_000];

    public static IEnumerable<ScaleProbe> All =>
        [new("connections", "connections", "a command, on all connections at once", Sizes, ConnectionSubject.CreateAsync)];
}
