using System.Diagnostics;
using System.Text.Json;
using Liaison.Diagnostics;

namespace Liaison.Messages;

/// <summary>Which trace a message belongs to, as W3C Trace Context writes it.</summary>
/// <param name="Parent">The value of <c>traceparent</c> (section 3.2), as it came: it need not be well-formed.</param>
/// <param name="State">The value of <c>tracestate</c> (section 3.3); null for none.</param>
public sealed record TraceContext(string Parent, string? State)
{
    /// <summary>
    /// Whether anybody in this process listens to traces, so that a codec need not read the context of a message where nobody does.
    /// </summary>
    public static bool IsWanted => LiaisonTelemetry.IsTraced;

    /// <summary>What a codec has read of the two; null where there is no parent.</summary>
    public static TraceContext? Of(string? parent, string? state) => parent is null ? null : new TraceContext(parent, state);

    /// <summary>
    /// Reads the value of a member <c>traceparent</c> or <c>tracestate</c>; null where nobody listens, or it is no text. The reader stands
    /// on the value, and is left on its end. A context that cannot be read is never a reason to refuse a message (section 4.3).
    /// </summary>
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
            // Half of a surrogate pair, which is JSON, but no text.
            return null;
        }
    }

    /// <summary>The context of what runs here; null where nothing is traced, or in another form than W3C's.</summary>
    internal static TraceContext? Current => Of(Activity.Current);

    /// <summary>The context as it goes into messages of an activity; null where there is none.</summary>
    internal static TraceContext? Of(Activity? activity) =>
        activity is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? new TraceContext(id, activity.TraceStateString) : null;

    /// <summary>The context as the framework has it; the default where it is not well-formed, which then counts as none.</summary>
    public ActivityContext ToActivityContext() =>
        ActivityContext.TryParse(Parent, State, isRemote: true, out var context) ? context : default;
}
