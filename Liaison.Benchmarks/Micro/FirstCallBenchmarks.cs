using BenchmarkDotNet.Attributes;

namespace Liaison.Benchmarks.Micro;

/// <summary>
/// What the first calls of a target cost, whose path, type and overloads have to be found, and whose second call has code made for it by
/// the runtime, beside those that follow.
/// </summary>
/// <remarks>Each is measured on companions that are new; what the very first call in a process costs is a part of its start-up time.</remarks>
public class FirstCallBenchmarks
{
    private const int Companions = 64;

    private static readonly byte[] SameType = Requests.Run("System.Math:Cbrt");

    private readonly MicroCompanion[] _companions = new MicroCompanion[Companions];

    [IterationSetup(Target = nameof(OfType))]
    public void NewType() => Prepare(Requests.RunReferenceAndKeyword, Requests.RunReferenceAndKeyword, Requests.RunReferenceAndKeyword);

    [IterationSetup(Target = nameof(OfTarget))]
    public void NewTarget() => Prepare(SameType, SameType, SameType);

    [IterationSetup(Target = nameof(Second))]
    public void KnownOnce() => Prepare(SameType, SameType, SameType, Requests.RunStatic);

    [IterationSetup(Target = nameof(Third))]
    public void KnownTwice() => Prepare(SameType, SameType, SameType, Requests.RunStatic, Requests.RunStatic);

    [Benchmark(Description = "first call on a type", OperationsPerInvoke = Companions)]
    public Task OfType() => CallEachAsync();

    [Benchmark(Description = "first call of a target, known type", OperationsPerInvoke = Companions)]
    public Task OfTarget() => CallEachAsync();

    [Benchmark(Description = "second call of a target", OperationsPerInvoke = Companions)]
    public Task Second() => CallEachAsync();

    [Benchmark(Description = "third call of a target", OperationsPerInvoke = Companions)]
    public Task Third() => CallEachAsync();

    // Three calls before, or the code that is made for the command run would be measured with what is meant.
    private void Prepare(params ReadOnlySpan<byte[]> requests)
    {
        for (var i = 0; i < Companions; i++)
        {
            _companions[i] = new MicroCompanion();
            foreach (var request in requests)
            {
                // Complete when it returns: nothing in it waits.
                _ = _companions[i].ExecuteAsync(request).AsTask();
            }
        }
    }

    private async Task CallEachAsync()
    {
        foreach (var companion in _companions)
        {
            await companion.ExecuteAsync(Requests.RunStatic);
        }
    }
}
