using System.Diagnostics;
using Liaison.Messages;

namespace Liaison.Sessions.Sending;

/// <summary>The attributes of spans and measurements, as in OpenTelemetry's semantic conventions for RPC. Also ends spans.</summary>
internal static class CallTags
{
    public const string Method = "rpc.method";
    public const string OriginalMethod = "rpc.method_original";
    public const string Error = "error.type";
    public const string Transport = "liaison.transport";
    public const string Topic = "messaging.destination.name";

    /// <summary>Replaces the name of a method that does not exist.</summary>
    public const string OtherMethod = "_OTHER";

    public static readonly KeyValuePair<string, object?> System = new("rpc.system", "liaison");

    /// <summary>The attributes at the start of a span, where samplers can see them.</summary>
    public static KeyValuePair<string, object?>[] Of(string method, PeerInfo remote) =>
        [System, new(Method, method), new(Transport, remote.Transport)];

    /// <summary>Ends a span, on any thread. The current span of that thread does not change.</summary>
    public static void Stop(Activity? activity, CommandError? error)
    {
        if (activity is null)
        {
            return;
        }

        if (error is not null)
        {
            activity.SetTag(Error, error.Code);
            activity.SetStatus(ActivityStatusCode.Error, error.Message);
        }

        var current = Activity.Current;
        activity.Stop();
        Activity.Current = current == activity ? activity.Parent : current;
    }
}
