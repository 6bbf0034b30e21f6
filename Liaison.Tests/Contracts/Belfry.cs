using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Liaison.Tests.Contracts;

/// <summary>A bell that tells when somebody listens, and when nobody does any more.</summary>
internal sealed class Belfry : IBell
{
    private readonly Channel<int> _rings = Channel.CreateUnbounded<int>();

    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IAsyncEnumerable<int> Rung => ListenAsync();

    public async Task RingAsync(int times) => await _rings.Writer.WriteAsync(times);

    private async IAsyncEnumerable<int> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Begun.TrySetResult();
        try
        {
            await foreach (var times in _rings.Reader.ReadAllAsync(cancellationToken))
            {
                yield return times;
            }
        }
        finally
        {
            Ended.TrySetResult();
        }
    }
}
