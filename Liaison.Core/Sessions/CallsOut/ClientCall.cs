using System.Diagnostics;
using Liaison.Diagnostics;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.CallsOut;

/// <summary>The trace and the metrics of one call, at the end that makes it. Created only if traces or metrics are recorded.</summary>
internal sealed class ClientCall
{
    private readonly string _method;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Activity? _activity;
    private int _ended;

    private ClientCall(string method, PeerInfo remote)
    {
        _method = method;
        var current = Activity.Current;
        _activity = LiaisonTelemetry.Source.StartActivity(method, ActivityKind.Client, default(ActivityContext), CallTags.Of(method, remote));

        // The caller's work until the answer arrives is not part of the call's span.
        Activity.Current = current;
    }

    /// <summary>The trace context for the request: the call's own span, or else the current span.</summary>
    public TraceContext? Trace => TraceContext.Of(_activity ?? Activity.Current);

    /// <summary>Begins to record a call; null if nothing is recorded.</summary>
    public static ClientCall? Begin(string method, PeerInfo remote) =>
        LiaisonTelemetry.IsTraced || CallMeters.ClientDuration.Enabled ? new ClientCall(method, remote) : null;

    /// <summary>Records the end of the call, once. False if it was recorded before. Never throws. Thread-safe.</summary>
    public bool TryEnd(CommandError? error)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return false;
        }

        try
        {
            Record(error);
        }
        catch (Exception)
        {
            // A listener of the application has thrown. The caller must get its answer all the same.
        }

        return true;
    }

    private void Record(CommandError? error)
    {
        var seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        var method = new KeyValuePair<string, object?>(CallTags.Method, _method);
        if (error is null)
        {
            CallMeters.ClientDuration.Record(seconds, CallTags.System, method);
        }
        else
        {
            CallMeters.ClientDuration.Record(seconds, CallTags.System, method, new KeyValuePair<string, object?>(CallTags.Error, error.Code));
        }

        CallTags.Stop(_activity, error);
    }
}
