using Liaison.Sessions.Streams;

namespace Liaison.Sessions.CallsIn;

/// <summary>Waits until the caller of a command accepts another item.</summary>
internal static class ItemTurn
{
    /// <summary>Waits until one more item may be sent.</summary>
    /// <remarks>While it waits, the call gives up its turn, since the caller may call something else before it reads on.</remarks>
    public static ValueTask TakeAsync(PendingCall call, PeerStreams streams) =>
        streams.CreditOf(call.Request, call) is { } credit ? TakeAsync(call, credit) : ValueTask.CompletedTask;

    private static async ValueTask TakeAsync(PendingCall call, ItemCredit credit)
    {
        while (credit.TakeOrWait() is { } more)
        {
            var turn = call.Turn();
            turn?.Leave();
            try
            {
                await more.WaitAsync(call.CancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await (turn?.ReturnAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            }
        }
    }
}
