using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Liaison.Commands;

/// <summary>What few calls have: filters, notes, and something to be disposed once the call was answered. Thread-safe.</summary>
internal sealed class CallBelongings
{
    private readonly Lazy<ConcurrentDictionary<string, object?>> _items = new();
    private readonly ConcurrentStack<IAsyncDisposable> _resources = new();

    /// <summary>What filters see; null where none runs.</summary>
    public FilteredCall? Filtered { get; set; }

    public IDictionary<string, object?> Items => _items.Value;

    /// <summary>Whether there is anything to dispose.</summary>
    public bool OwnsAny => !_resources.IsEmpty;

    public void Own(IAsyncDisposable resource) => _resources.Push(resource);

    /// <summary>Disposes everything, the newest first. Throws what the first of those that failed threw; the rest is disposed all the same.</summary>
    public async ValueTask ReleaseAsync()
    {
        ExceptionDispatchInfo? failure = null;
        while (_resources.TryPop(out var resource))
        {
            try
            {
                await resource.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception thrown)
            {
                failure ??= ExceptionDispatchInfo.Capture(thrown);
            }
        }

        failure?.Throw();
    }
}
