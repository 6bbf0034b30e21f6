using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>Runs a command on the application's own thread, e.g. that of its user interface.</summary>
internal static class PostedCall
{
    public static Task<Envelope> RunAsync(SynchronizationContext synchronization, Companion companion, Request request, CommandContext context)
    {
        var done = new TaskCompletionSource<Envelope>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            synchronization.Post(_ => _ = RunHereAsync(companion, request, context, done), null);
        }
        catch (Exception failure)
        {
            // The application's loop may have ended, and then takes nothing more.
            done.SetResult(new Fault(request, CommandError.From(failure, companion.Options.IncludeErrorDetails)));
        }

        return done.Task;
    }

    // AnswerAsync throws nothing, so that the result is always set.
    private static async Task RunHereAsync(Companion companion, Request request, CommandContext context, TaskCompletionSource<Envelope> done) =>
        done.SetResult(await companion.AnswerAsync(request, context).ConfigureAwait(false));
}
