using System.Collections.Concurrent;

namespace Liaison.Companions.Targets;

/// <summary>The disposable objects that peers had made with <c>init</c>, which nobody but the companion disposes. Thread-safe.</summary>
internal sealed class MadeObjects
{
    private readonly ConcurrentDictionary<object, long> _objects = new(ReferenceEqualityComparer.Instance);
    private long _sequence;

    /// <summary>Takes the object in, if it is one to be disposed.</summary>
    public void Add(object? value)
    {
        if (value is IAsyncDisposable or IDisposable)
        {
            _objects.TryAdd(value, Interlocked.Increment(ref _sequence));
        }
    }

    /// <summary>Lets the object go without disposing it: somebody else does from now on.</summary>
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

    /// <summary>Disposes every object, the newest first, since it may hold those before it. Gives what failed.</summary>
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
