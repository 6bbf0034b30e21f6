using System.Diagnostics;
using Liaison.Diagnostics;
using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.CallsIn;

/// <summary>The trace and the metrics of one call, at the end that runs it. Created only if something is recorded.</summary>
internal sealed class ServerCall
{
    private readonly Request _request;
    private readonly PeerInfo _remote;
    private readonly SessionTap? _tap;
    private readonly string _method;
    private readonly long _arrived = Stopwatch.GetTimestamp();
    private long _began;
    private Activity? _activity;

    private ServerCall(Request request, PeerInfo remote, SessionTap? tap, string? command)
    {
        _request = request;
        _remote = remote;
        _tap = tap;

        // The other end can send any name, and each unknown name would create its own series of measurements.
        _method = command ?? CallTags.OtherMethod;
    }

    /// <summary>Begins to record a call that has just arrived; null if nothing is recorded.</summary>
    /// <param name="request">The call.</param>
    /// <param name="remote">The caller.</param>
    /// <param name="tap">The inspection of the session; null if there is none.</param>
    /// <param name="command">The name of the called command; null if it does not exist.</param>
    public static ServerCall? Of(Request request, PeerInfo remote, SessionTap? tap, string? command) =>
        LiaisonTelemetry.IsTraced || CallMeters.AnyOfServer || tap is not null ? new ServerCall(request, remote, tap, command) : null;

    /// <summary>How long the call has waited, and how long it has run since; null if it still waits. Any thread may read it.</summary>
    public (TimeSpan Waited, TimeSpan? Ran) SoFar =>
        Volatile.Read(ref _began) is var began and not 0
            ? (Stopwatch.GetElapsedTime(_arrived, began), Stopwatch.GetElapsedTime(began))
            : (Stopwatch.GetElapsedTime(_arrived), null);

    /// <summary>
    /// Called when the command starts, on its thread. The command's own spans become children of the call's span. Never throws.
    /// </summary>
    public void Begin()
    {
        try
        {
            Start();
        }
        catch (Exception)
        {
            // A listener of the application has thrown. The command must run all the same.
        }
    }

    /// <summary>Records the answer, which may come from the command or from elsewhere. Never throws.</summary>
    public void End(Envelope answer)
    {
        try
        {
            Record(answer);
        }
        catch (Exception)
        {
            // A listener of the application has thrown. The caller must get its answer all the same.
        }
    }

    private void Start()
    {
        Volatile.Write(ref _began, Stopwatch.GetTimestamp());
        CallMeters.QueueTime.Record(Stopwatch.GetElapsedTime(_arrived, _began).TotalSeconds, new KeyValuePair<string, object?>(CallTags.Method, _method));
        var parent = _request.Trace?.ToActivityContext() ?? default;

        // The earlier span of this thread is not the parent of the call.
        Activity.Current = null;
        _activity = LiaisonTelemetry.Source.StartActivity(_method, ActivityKind.Server, parent, CallTags.Of(_method, _remote));
        if (_activity is { } activity && _method == CallTags.OtherMethod)
        {
            activity.SetTag(CallTags.OriginalMethod, _request.Command);
        }
    }

    private void Record(Envelope answer)
    {
        var error = (answer as Fault)?.Error;
        var method = new KeyValuePair<string, object?>(CallTags.Method, _method);
        var code = new KeyValuePair<string, object?>(CallTags.Error, error?.Code);
        CallMeters.Calls.Add(1, method);
        if (error is not null)
        {
            CallMeters.Failures.Add(1, method, code);
        }

        if (_began != 0)
        {
            var ran = Stopwatch.GetElapsedTime(_began);
            var seconds = ran.TotalSeconds;
            _tap?.Measured(_method, Stopwatch.GetElapsedTime(_arrived, _began), ran, failed: error is not null);
            if (error is null)
            {
                CallMeters.ServerDuration.Record(seconds, CallTags.System, method);
            }
            else
            {
                CallMeters.ServerDuration.Record(seconds, CallTags.System, method, code);
            }
        }

        CallTags.Stop(_activity, error);
    }
}
