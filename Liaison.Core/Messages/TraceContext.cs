using System.Diagnostics;
using System.Text.Json;
using Liaison.Diagnostics;

namespace Liaison.Messages;

/// <summary>The trace of a message, in the form of W3C Trace Context.</summary>
/// <param name="Parent">The value of <c>traceparent</c> (section 3.2), as it was received; it may be malformed.</param>
/// <param name="State">The value of <c>tracestate</c> (section 3.3); null for none.</param>
public sealed record TraceContext(string Parent, string? State)
{
    /// <summary>Whether anybody in this process listens to traces. If not, a codec need not read the context of a message.</summary>
    public static bool IsWanted => LiaisonTelemetry.IsTraced;

    /// <summary>Creates a context from the two values that a codec has read; null if there is no parent.</summary>
    public static TraceContext? Of(string? parent, string? state) => parent is null ? null : new TraceContext(parent, state);

    /// <summary>
    /// Reads the value of a <c>traceparent</c> or <c>tracestate</c> member at the reader's position. Null if nobody listens, or the value
    /// is not text. The reader ends on the value's end.
    /// </summary>
    /// <remarks>A context that cannot be read is never a reason to refuse a message (section 4.3).</remarks>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || !IsWanted)
        {
            reader.Skip();
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is valid JSON, but not valid text.
            return null;
        }
    }

    /// <summary>The context of the running code; null if nothing is traced, or if the trace has another format than W3C's.</summary>
    internal static TraceContext? Current => Of(Activity.Current);

    /// <summary>The context of an activity, as it is written into messages; null if there is none.</summary>
    internal static TraceContext? Of(Activity? activity) =>
        activity is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? new TraceContext(id, activity.TraceStateString) : null;

    /// <summary>The context as a framework type; the default if it is malformed, which counts as no context.</summary>
    public ActivityContext ToActivityContext() =>
        ActivityContext.TryParse(Parent, State, isRemote: true, out var context) ? context : default;
}
