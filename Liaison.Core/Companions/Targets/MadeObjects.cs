using System.Collections.Concurrent;

namespace Liaison.Companions.Targets;

/// <summary>The disposable objects that peers created with <c>init</c>. The companion owns and disposes them. Thread-safe.</summary>
internal sealed class MadeObjects
{
    private readonly ConcurrentDictionary<object, long> _objects = new(ReferenceEqualityComparer.Instance);
    private long _sequence;

    /// <summary>Adds the object if it is disposable.</summary>
    public void Add(object? value)
    {
        if (value is IAsyncDisposable or IDisposable)
        {
            _objects.TryAdd(value, Interlocked.Increment(ref _sequence));
        }
    }

    /// <summary>Removes the object without disposing it: from now on it has another owner.</summary>
    public void Forget(object value) => _objects.TryRemove(value, out _);

    public bool Contains(object value) => _objects.ContainsKey(value);

    /// <summary>Disposes the object, once.</summary>
    public async ValueTask DisposeAsync(object value)
    {
        if (!_objects.TryRemove(value, out _))
        {
            return;
        }

        if (value is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            ((IDisposable)value).Dispose();
        }
    }

    /// <summary>
    /// Disposes all objects, the newest first, since a newer object may hold older ones. Returns the exceptions of those that failed.
    /// </summary>
    public async ValueTask<IReadOnlyList<Exception>> DisposeAllAsync()
    {
        var failures = new List<Exception>();
        foreach (var (value, _) in _objects.OrderByDescending(made => made.Value).ToList())
        {
            try
            {
                await DisposeAsync(value).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }
}
