namespace Liaison.Tests.Descriptions;

/// <summary>What is asked of values of every type.</summary>
public interface IEcho<T>
{
    /// <summary>Gives what it is given.</summary>
    /// <param name="value">What to give.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<T> EchoAsync(T value, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<T>> EchoManyAsync(IReadOnlyList<T> values, CancellationToken cancellationToken = default);

    Task<IReadOnlyDictionary<string, T>> EchoNamedAsync(IReadOnlyDictionary<string, T> values, CancellationToken cancellationToken = default);

    IAsyncEnumerable<T> ListenAsync(int count, IProgress<T>? progress = null, CancellationToken cancellationToken = default);
}
