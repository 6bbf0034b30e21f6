using System.Buffers;
using Liaison.Messages;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>The trace of an event in the headers of its message (W3C Trace Context, sections 3.2 and 3.3).</summary>
internal static class TraceHeaders
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    /// <summary>Returns the headers, or null if there is no trace.</summary>
    public static NatsHeaders? Of(TraceContext? trace) =>
        trace is null ? null
        : trace.State is { Length: > 0 } state ? new NatsHeaders { [Parent] = trace.Parent, [State] = state }
        : new NatsHeaders { [Parent] = trace.Parent };

    /// <summary>Reads the trace. Returns null if there is none, or if nothing here listens to traces.</summary>
    public static TraceContext? TryRead(in ReadOnlySequence<byte>? headers, NatsHeaderParser parser)
    {
        if (headers is not { } bytes || !TraceContext.IsWanted)
        {
            return null;
        }

        var read = new NatsHeaders();
        return parser.ParseHeaders(new SequenceReader<byte>(bytes), read) ? TraceContext.Of(Last(read, Parent), Last(read, State)) : null;
    }

    private static string? Last(NatsHeaders headers, string name) => headers.TryGetValue(name, out var values) ? values.LastOrDefault() : null;
}
