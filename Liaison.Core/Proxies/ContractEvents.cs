using System.ComponentModel;

namespace Liaison.Proxies;

/// <summary>The events that an implementation of a contract produces.</summary>
/// <remarks>For generated code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ContractEvents
{
    /// <summary>The events as objects.</summary>
    public static async IAsyncEnumerable<object?> Of<T>(
        IAsyncEnumerable<T> events, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        await foreach (var one in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return one;
        }
    }
}
