namespace Liaison.Sessions.Sending;

/// <summary>Waits, but not for ever.</summary>
internal static class Patience
{
    /// <summary>Ends when the task has, after so long, or when the token fires. It never fails.</summary>
    public static async Task WaitAsync(Task task, TimeSpan patience, CancellationToken gone)
    {
        try
        {
            await task.WaitAsync(patience, gone).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            // Waited long enough, or the link is gone and nobody is there to be answered.
        }
    }
}
