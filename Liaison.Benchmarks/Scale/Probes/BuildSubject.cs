using Liaison.Companions;

namespace Liaison.Benchmarks.Scale.Probes;

/// <summary>Making a companion, which counts as one command.</summary>
internal sealed class BuildSubject(Func<Companion> create) : IScaleSubject
{
    private Companion? _made;

    public int Commands => 1;

    public async Task RunAsync()
    {
        await DisposeAsync();
        _made = create();
    }

    public ValueTask DisposeAsync() => _made?.DisposeAsync() ?? default;
}
