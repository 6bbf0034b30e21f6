using Liaison.Messages;
using Liaison.Protocols;

namespace Liaison.Sessions.CallsIn;

/// <summary>Answers calls that do not end within their timeout, and cancels their commands.</summary>
internal static class CallTimer
{
    /// <summary>
    /// Starts the timer of a call, if it has a timeout. A longer time than 49 days is reduced to that. Answering disposes the timer.
    /// </summary>
    public static void Watch(PendingCall call)
    {
        if (call.Request.Timeout is { } timeout)
        {
            lock (call.Request)
            {
                call.Timer = new Timer(static call => RunOut((PendingCall)call!), call, timeout < LiaisonTimeout.Longest ? timeout : LiaisonTimeout.Longest, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private static void RunOut(PendingCall call)
    {
        var milliseconds = call.Request.Timeout!.Value.TotalMilliseconds;
        call.Answer(new Fault(call.Request, CommandError.Of(ErrorCode.Timeout, $"The command did not end within {milliseconds:0} ms. Raise the timeout of the call, or make the command do less.")));
        call.Fire();
    }
}
