using System.Diagnostics;
using Liaison.Diagnostics;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.Events;

/// <summary>The spans of events.</summary>
/// <remarks>
/// An event may have many receivers or none, and receivers may get it long after it was published. So the span of a receiver is linked to
/// the publisher's span, and is not part of the publisher's trace.
/// </remarks>
internal static class EventTraces
{
    private const string PublishName = "publish";
    private const string ReceiveName = "receive";

    /// <summary>Begins the span of publishing; null if no traces are recorded. The event carries its context.</summary>
    public static Activity? Publish(string topic) =>
        LiaisonTelemetry.IsTraced
            ? LiaisonTelemetry.Source.StartActivity(PublishName, ActivityKind.Producer, default(ActivityContext), [CallTags.System, new(CallTags.Topic, topic)])
            : null;

    /// <summary>Records that an event was received.</summary>
    public static void Receive(Publication publication)
    {
        if (!LiaisonTelemetry.IsTraced)
        {
            return;
        }

        IEnumerable<ActivityLink> links = publication.Trace?.ToActivityContext() is { } context && context != default ? [new ActivityLink(context)] : [];
        var current = Activity.Current;
        Activity.Current = null;
        LiaisonTelemetry.Source
            .StartActivity(ReceiveName, ActivityKind.Consumer, default(ActivityContext), [CallTags.System, new(CallTags.Topic, publication.Topic)], links)
            ?.Stop();
        Activity.Current = current;
    }
}
