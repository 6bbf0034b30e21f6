namespace Liaison.Benchmarks.Scale.Probes;

/// <summary>A command table that grows.</summary>
internal static class CommandTableProbes
{
    private const int Spread = 10;
    private const int Commands = 1_000;

    private static readonly int[] Sizes = [10, 100, 1_000, 10_000];

    public static IEnumerable<ScaleProbe> All =>
    [
        new("commands-call", "commands", "a call of ten commands, spread over the table", Sizes, CallAsync),
        new("commands-build", "commands", "a companion made with all of them", Sizes, BuildAsync) { IsWhole = true },
        new("commands-list", "commands", "commands, which describes them all", Sizes, ListAsync) { IsWhole = true },
    ];

    // Ten and no more: the code of thousands of commands would be measured with the table, and fits no cache.
    private static Task<IScaleSubject> CallAsync(int size)
    {
        var request = new NumberedRequest($"c{NumberedRequest.Placeholder}");
        return InProcessAsync(size, Commands, i => request.With(i % Spread * (size / Spread)));
    }

    private static Task<IScaleSubject> ListAsync(int size)
    {
        var request = new NumberedRequest("commands");
        return InProcessAsync(size, 1, request.With);
    }

    private static Task<IScaleSubject> BuildAsync(int size) => Task.FromResult<IScaleSubject>(new BuildSubject(EmittedCompanion.FactoryOf(size)));

    private static Task<IScaleSubject> InProcessAsync(int size, int commands, Func<int, ReadOnlyMemory<byte>> message) =>
        Task.FromResult<IScaleSubject>(new InProcessSubject(EmittedCompanion.FactoryOf(size)(), commands, message));
}
