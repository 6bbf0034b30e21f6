namespace Liaison.Benchmarks.Servers;

/// <summary>A server that is measured. It runs in a process of its own, and does what its control line says.</summary>
internal abstract class MeasuredServer : IAsyncDisposable
{
    /// <summary>Where clients connect, once <see cref="StartAsync"/> has returned: <c>host:port</c>, a path, or a pipe's name.</summary>
    public abstract string Address { get; }

    /// <summary>Starts to listen.</summary>
    public abstract Task StartAsync();

    /// <summary>Says how many bytes a canned answer has from now on. Servers that do the work find their answers themselves.</summary>
    public virtual void AnswerWith(int bytes)
    {
    }

    /// <summary>Sends one event to everybody who is connected and wants events.</summary>
    public virtual ValueTask PublishAsync() => throw new NotSupportedException($"{GetType().Name} has no events.");

    /// <summary>Sends so many pictures to everybody who is connected and wants events, as fast as that goes.</summary>
    public virtual ValueTask PublishPicturesAsync(int count) => throw new NotSupportedException($"{GetType().Name} has no pictures.");

    public abstract ValueTask DisposeAsync();
}
