using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Liaison.Tests.Contracts;

/// <summary>Tells whoever listens at that moment.</summary>
internal sealed class Bell : IBell
{
    private event Action<int>? Ringing;

    public IAsyncEnumerable<int> Rung => ListenAsync();

    public Task RingAsync(int times)
    {
        Ringing?.Invoke(times);
        return Task.CompletedTask;
    }

    private async IAsyncEnumerable<int> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var heard = Channel.CreateUnbounded<int>();
        void Hear(int times) => heard.Writer.TryWrite(times);
        Ringing += Hear;
        try
        {
            await foreach (var times in heard.Reader.ReadAllAsync(cancellationToken))
            {
                yield return times;
            }
        }
        finally
        {
            Ringing -= Hear;
        }
    }
}
