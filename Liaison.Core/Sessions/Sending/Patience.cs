namespace Liaison.Sessions.Sending;

/// <summary>Waits for a limited time.</summary>
internal static class Patience
{
    /// <summary>Completes when the task completes, when the time is over, or when the token is canceled. Never fails.</summary>
    public static async Task WaitAsync(Task task, TimeSpan patience, CancellationToken gone)
    {
        try
        {
            await task.WaitAsync(patience, gone).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            // The time is over, or the connection is gone and nobody can receive an answer.
        }
    }
}
