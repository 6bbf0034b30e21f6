using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Liaison.Commands;

/// <summary>Data that only few calls have: filters, items, and resources to dispose after the answer. Thread-safe.</summary>
internal sealed class CallBelongings
{
    private readonly Lazy<ConcurrentDictionary<string, object?>> _items = new();
    private readonly ConcurrentStack<IAsyncDisposable> _resources = new();

    /// <summary>The call as filters see it; null if no filter runs.</summary>
    public FilteredCall? Filtered { get; set; }

    public IDictionary<string, object?> Items => _items.Value;

    /// <summary>Whether there is anything to dispose.</summary>
    public bool OwnsAny => !_resources.IsEmpty;

    public void Own(IAsyncDisposable resource) => _resources.Push(resource);

    /// <summary>Disposes all resources, the newest first, even if some fail. Then throws the first exception, if there was one.</summary>
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
