using System.Diagnostics;
using Liaison.Diagnostics;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.CallsOut;

/// <summary>What traces and meters are told of one call at the end that makes it; there is one only where somebody listens.</summary>
internal sealed class ClientCall
{
    private readonly string _method;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Activity? _activity;

    private ClientCall(string method, PeerInfo remote)
    {
        _method = method;
        var current = Activity.Current;
        _activity = LiaisonTelemetry.Source.StartActivity(method, ActivityKind.Client, default(ActivityContext), CallTags.Of(method, remote));

        // What the caller does until the answer comes is beside the call, and not in it.
        Activity.Current = current;
    }

    /// <summary>The context that the request carries: that of the call's own span, or of what runs here.</summary>
    public TraceContext? Trace => TraceContext.Of(_activity ?? Activity.Current);

    /// <summary>What is told of a call that is being made; null where nobody listens.</summary>
    public static ClientCall? Begin(string method, PeerInfo remote) =>
        LiaisonTelemetry.IsTraced || CallMeters.ClientDuration.Enabled ? new ClientCall(method, remote) : null;

    /// <summary>The call has ended.</summary>
    public void End(CommandError? error)
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
