using Liaison.Sessions.Streams;

namespace Liaison.Sessions.CallsIn;

/// <summary>Waits until the caller of a command accepts another item.</summary>
/// <remarks>
/// While a call waits, it gives up its turn: its caller may call something else before it reads on, and a caller that stops reading must
/// not delay the calls of others.
/// </remarks>
internal static class ItemTurn
{
    /// <summary>Waits until the caller has granted one more item. Does not wait where the protocol has no credit for items.</summary>
    public static ValueTask TakeAsync(PendingCall call, PeerStreams streams) =>
        streams.CreditOf(call.Request, call) is { } credit ? TakeAsync(call, credit) : ValueTask.CompletedTask;

    /// <summary>Waits until the caller has read enough of the bytes that were sent before.</summary>
    public static ValueTask WaitForRoomAsync(PendingCall call)
    {
        var room = call.Session.WaitForRoomAsync(call.Session.Settings.Options.SendBufferBytes, call.CancellationToken);
        return room.IsCompletedSuccessfully ? ValueTask.CompletedTask : WithoutTurnAsync(call, room.AsTask());
    }

    private static async ValueTask TakeAsync(PendingCall call, ItemCredit credit)
    {
        while (credit.TakeOrWait() is { } more)
        {
            await WithoutTurnAsync(call, more.WaitAsync(call.CancellationToken)).ConfigureAwait(false);
        }
    }

    private static async ValueTask WithoutTurnAsync(PendingCall call, Task waiting)
    {
        var turn = call.Turn();
        turn?.Leave();
        try
        {
            await waiting.ConfigureAwait(false);
        }
        finally
        {
            await (turn?.ReturnAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }
}
