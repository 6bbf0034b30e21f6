using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions.CallsOut;

/// <summary>A call of a peer that was sent on.</summary>
/// <param name="Caller">What sent it.</param>
/// <param name="Call">What its answer comes to.</param>
internal readonly record struct RelayedCall(RemoteCaller Caller, OutgoingCall Call)
{
    /// <summary>Brings a call that was sent to its end.</summary>
    public async ValueTask<RawJson> FinishAsync(Request request, CommandContext call)
    {
        var (caller, outgoing) = this;
        await using var canceling = call.CancellationToken.UnsafeRegister(_ => caller.Cancel(outgoing, call.CancellationToken), null).ConfigureAwait(false);
        try
        {
            while (request.WantsItems && await outgoing.NextItemAsync(CancellationToken.None).ConfigureAwait(false) is { } item)
            {
                await call.SendItemAsync(item).ConfigureAwait(false);
            }

            return await outgoing.Answer.ConfigureAwait(false);
        }
        finally
        {
            // Of a stream that could not be passed on; nothing where it was answered.
            caller.Cancel(outgoing, CancellationToken.None);
        }
    }
}
