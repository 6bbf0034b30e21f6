using Liaison.Sessions.Streams;

namespace Liaison.Sessions.CallsIn;

/// <summary>Waits until the caller of a command takes another item of it.</summary>
internal static class ItemTurn
{
    /// <summary>
    /// Takes the right to send one item; ends when there is one. A call that waits for its caller gives its turn up, since the caller may
    /// call something else before it reads on.
    /// </summary>
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
