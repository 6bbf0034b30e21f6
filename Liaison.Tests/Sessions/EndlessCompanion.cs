using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Sessions;

/// <summary>A companion whose stream ends when it is canceled, and not before.</summary>
internal sealed class EndlessCompanion : Companion
{
    private readonly TaskCompletionSource _canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Canceled => _canceled.Task;

    [Command("endless")]
    public async IAsyncEnumerable<string> EndlessAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                yield return new string('x', 1_000);
            }
        }
        finally
        {
            // Also where it waits for room when it is canceled, and is not asked for another item.
            _canceled.TrySetResult();
        }
    }
}
