namespace Liaison.Benchmarks.Scale;

/// <summary>What is measured at one size.</summary>
internal interface IScaleSubject : IAsyncDisposable
{
    /// <summary>How many commands a round runs.</summary>
    int Commands { get; }

    /// <summary>Runs a round, and checks every reply.</summary>
    /// <exception cref="InvalidOperationException">A reply is not what it should be.</exception>
    Task RunAsync();

    /// <summary>Weighs the subject while it holds the most; null where that is now, between rounds.</summary>
    /// <param name="weigh">Gives the managed memory that is alive, in bytes.</param>
    Task<long> WeighAsync(Func<long> weigh) => Task.FromResult(weigh());
}
