using Liaison.Messages;

namespace Liaison.Sessions.CallsIn;

/// <summary>Runs a command on the application's own thread, e.g. its user interface thread.</summary>
internal static class PostedCall
{
    public static Task<Envelope> RunAsync(SynchronizationContext synchronization, PendingCall call)
    {
        var done = new TaskCompletionSource<Envelope>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            synchronization.Post(_ => _ = RunHereAsync(call, done), null);
        }
        catch (Exception failure)
        {
            // The application's loop may have ended. It then accepts no more work.
            done.SetResult(new Fault(call.Request, CommandError.From(failure, call.Session.Settings.Dispatcher.IncludeErrorDetails)));
        }

        return done.Task;
    }

    // AnswerAsync never throws, so the result is always set.
    private static async Task RunHereAsync(PendingCall call, TaskCompletionSource<Envelope> done) =>
        done.SetResult(await call.AnswerAsync().ConfigureAwait(false));
}
