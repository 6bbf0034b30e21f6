using BenchmarkDotNet.Attributes;

namespace Liaison.Benchmarks.Micro;

/// <summary>What the first call of a target costs, whose path, type and overloads have to be found, beside one that is known already.</summary>
/// <remarks>The code has been compiled by then: what the first call in a process costs is a part of its start-up time.</remarks>
public class FirstCallBenchmarks
{
    private const int Companions = 256;

    private static readonly byte[] OtherMember = Requests.Run("System.Math:Cbrt");

    private readonly MicroCompanion[] _companions = new MicroCompanion[Companions];

    [IterationSetup(Target = nameof(OfType))]
    public void CreateCompanions()
    {
        for (var i = 0; i < Companions; i++)
        {
            _companions[i] = new MicroCompanion();
        }
    }

    [IterationSetup(Targets = [nameof(OfTarget), nameof(Cached)])]
    public void CreateCompanionsThatKnowTheType()
    {
        CreateCompanions();
        foreach (var companion in _companions)
        {
            // Complete when it returns: nothing in it waits.
            _ = companion.ExecuteAsync(OtherMember).AsTask();
        }
    }

    [Benchmark(Description = "first call on a type", OperationsPerInvoke = Companions)]
    public Task OfType() => CallEachAsync(Requests.RunStatic);

    [Benchmark(Description = "first call of a target, known type", OperationsPerInvoke = Companions)]
    public Task OfTarget() => CallEachAsync(Requests.RunStatic);

    [Benchmark(Description = "second call of a target", OperationsPerInvoke = Companions)]
    public Task Cached() => CallEachAsync(OtherMember);

    private async Task CallEachAsync(byte[] request)
    {
        foreach (var companion in _companions)
        {
            await companion.ExecuteAsync(request);
        }
    }
}
