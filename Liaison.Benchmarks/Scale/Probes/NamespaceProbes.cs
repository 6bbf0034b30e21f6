namespace Liaison.Benchmarks.Scale.Probes;

/// <summary>A namespace that grows.</summary>
internal static class NamespaceProbes
{
    private const string Name = $"\"n{NumberedRequest.Placeholder}\"";
    private const int FewCommands = 20;
    private const int ManyCommands = 1_000;

    private static readonly int[] Sizes = [1, 10, 100, 1_000, 10_000, 100_000];

    public static IEnumerable<ScaleProbe> All =>
    [
        new("names-get", "names", "get, of each name in turn", Sizes, size => StoredAsync(size, ManyCommands, new NumberedRequest("get", Name))),
        new("names-store", "names", "store, in place of each name in turn", Sizes, size => StoredAsync(size, ManyCommands, new NumberedRequest("store", Name, "2"))),
        new("names-made", "names", "delete of what init made, and init again", Sizes, MadeAsync),
        new("names-list", "names", "names, which lists them all", Sizes, size => StoredAsync(size, 1, new NumberedRequest("names"))) { IsWhole = true },
    ];

    private static async Task<IScaleSubject> StoredAsync(int size, int commands, NumberedRequest request)
    {
        var companion = new ScaleCompanion();
        await RunEachAsync(companion, size, new NumberedRequest("store", Name, "1"));
        return new InProcessSubject(companion, commands, i => request.With(i % size));
    }

    private static async Task<IScaleSubject> MadeAsync(int size)
    {
        var companion = new ScaleCompanion();
        var (init, delete) = (new NumberedRequest("init", Name, "\"Made\""), new NumberedRequest("delete", Name));
        await RunEachAsync(companion, size, init);
        return new InProcessSubject(companion, FewCommands, i => delete.With(i % size), i => init.With(i % size));
    }

    private static async Task RunEachAsync(ScaleCompanion companion, int size, NumberedRequest request)
    {
        for (var i = 0; i < size; i++)
        {
            ReplyCheck.ExpectResponse(await companion.ExecuteAsync(request.With(i)));
        }
    }
}
