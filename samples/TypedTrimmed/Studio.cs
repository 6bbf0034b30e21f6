using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace TypedTrimmed;

/// <summary>Implements the contract.</summary>
internal sealed class Studio : IStudio
{
    private readonly ConcurrentDictionary<int, Take> _takes = new();
    private readonly Channel<Take> _recorded = Channel.CreateUnbounded<Take>();

    public Task<Take> RecordAsync(string title, TimeSpan length, CancellationToken cancellationToken = default)
    {
        var take = _takes.GetOrAdd(_takes.Count + 1, number => new Take(number, title, length));
        _recorded.Writer.TryWrite(take);
        return Task.FromResult(take);
    }

    public Task<Take> FindAsync(int number) => Task.FromResult(_takes.GetValueOrDefault(number) ?? throw new TakeLostException(number));

    public async IAsyncEnumerable<Take> TakesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var take in _takes.Values.OrderBy(take => take.Number))
        {
            await Task.Yield();
            yield return take;
        }
    }

    public Task<int> MixAsync(int[] numbers, IProgress<int>? progress = null)
    {
        foreach (var number in numbers)
        {
            progress?.Report(number);
        }

        return Task.FromResult(numbers.Sum());
    }

    public IAsyncEnumerable<Take> Recorded(CancellationToken cancellationToken = default) => _recorded.Reader.ReadAllAsync(cancellationToken);
}
