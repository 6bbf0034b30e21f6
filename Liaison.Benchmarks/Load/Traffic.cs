namespace Liaison.Benchmarks.Load;

/// <summary>What goes between the load and one contender in one scenario. It can be run again and again.</summary>
internal abstract class Traffic : IDisposable
{
    /// <summary>Keeps asking for so long, and waits for the last answer.</summary>
    /// <exception cref="LoadFailedException">An answer is wrong, or missing.</exception>
    public abstract TrafficResult Run(TimeSpan duration);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
