using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>Runs a command on the application's own thread, e.g. that of its user interface.</summary>
internal static class PostedCall
{
    public static Task<Envelope> RunAsync(SynchronizationContext synchronization, CommandDispatcher dispatcher, Request request, CommandContext context)
    {
        var done = new TaskCompletionSource<Envelope>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            synchronization.Post(_ => _ = RunHereAsync(dispatcher, request, context, done), null);
        }
        catch (Exception failure)
        {
            // The application's loop may have ended, and then takes nothing more.
            done.SetResult(new Fault(request, CommandError.From(failure, dispatcher.IncludeErrorDetails)));
        }

        return done.Task;
    }

    // AnswerAsync throws nothing, so that the result is always set.
    private static async Task RunHereAsync(CommandDispatcher dispatcher, Request request, CommandContext context, TaskCompletionSource<Envelope> done) =>
        done.SetResult(await dispatcher.AnswerAsync(request, context).ConfigureAwait(false));
}
