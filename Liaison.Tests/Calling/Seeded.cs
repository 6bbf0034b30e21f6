using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>Property-based checks that can be repeated: the seed is fixed, may be set, and is told on failure.</summary>
internal static class Seeded
{
    private const ulong DefaultSeed = 20_260_131;

    /// <summary>The seed: <c>LIAISON_TEST_SEED</c>, or always the same.</summary>
    public static ulong Seed { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable("LIAISON_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : DefaultSeed;

    /// <summary>Checks that the assertion holds for values that are generated; a failure is made as small as it goes.</summary>
    public static void Check<T>(Gen<T> values, Func<T, Task> assertion)
    {
        using var isolated = new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext();
        try
        {
            Prop.ForAll(Arb.From(values), assertion).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(Seed, 1));
        }
        catch (Exception failure) when (failure is not AssertionException)
        {
            throw new AssertionException($"With LIAISON_TEST_SEED={Seed}: {failure.Message}");
        }
    }
}
