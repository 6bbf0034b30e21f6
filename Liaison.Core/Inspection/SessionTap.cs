using System.Collections.Concurrent;
using System.Diagnostics;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Protocols;

namespace Liaison.Inspection;

/// <summary>Records one connection: its messages, and the durations of its calls. Thread-safe.</summary>
internal sealed class SessionTap(Inspector inspector, IInspected session, CommandTable commands, int id)
{
    private readonly ConcurrentDictionary<Request, Arrival> _incoming = new();
    private readonly ConcurrentDictionary<CallId, (long Time, string Command)> _outgoing = new();
    private long _received;
    private long _receivedBytes;
    private long _sent;
    private long _sentBytes;

    /// <summary>The connection's number, starting with 1.</summary>
    public int Id => id;

    public DateTimeOffset Since { get; } = DateTimeOffset.UtcNow;

    /// <summary>The name of the protocol; null while it is unknown.</summary>
    public string? Protocol { get; private set; }

    /// <summary>
    /// Whether the connection belongs to a console. Its traffic is not kept: it consists of the kept messages themselves.
    /// </summary>
    public bool IsConsole { get; set; }

    public (long Messages, long Bytes) ReceivedSoFar => (Interlocked.Read(ref _received), Interlocked.Read(ref _receivedBytes));

    public (long Messages, long Bytes) SentSoFar => (Interlocked.Read(ref _sent), Interlocked.Read(ref _sentBytes));

    public SessionState Describe() => session.Describe(this);

    /// <summary>Wraps the connection's codec, to record its messages.</summary>
    public RecordingCodec Around(string protocol, IWireCodec codec)
    {
        Protocol = protocol;
        return new RecordingCodec(codec, this);
    }

    /// <summary>Records a decoded frame.</summary>
    public void Received(Frame frame, List<Envelope> messages)
    {
        Interlocked.Add(ref _received, messages.Count);
        Interlocked.Add(ref _receivedBytes, frame.Bytes.Length);
        if (IsConsole)
        {
            return;
        }

        var parts = LiaisonFrame.Open(frame);
        var isContinued = false;
        foreach (var message in messages)
        {
            if (message is Request request)
            {
                if (request.WantsReply)
                {
                    _incoming[request] = new Arrival(Stopwatch.GetTimestamp(), inspector.Secrets.PlacesIn(request, commands, request.Echo.Span));
                }

                if (Inspector.IsOwn(request.Command))
                {
                    continue;
                }
            }

            var builder = new TrafficDraft(message, id, isIncoming: true, frame.Bytes.Length) { IsContinued = isContinued };
            builder.Answers(TakeOutgoing(message));
            if (!isContinued && (frame.Kind == FrameKind.Text || parts.IsAttaching || frame.Truncated))
            {
                builder.Write(inspector.Secrets, parts.Json.Span, message is Request asked ? inspector.Secrets.PlacesIn(asked, commands, parts.Json.Span) : null);
            }

            builder.Attach(message, parts.Attachments);
            inspector.Keep(builder.Finish());
            isContinued = true;
        }
    }

    /// <summary>Records an encoded message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="writer">Holds the frames of the message.</param>
    /// <param name="firstFrame">The index of the first frame of the message.</param>
    /// <param name="length">The size of the frames, in bytes.</param>
    public void Sent(Envelope message, FrameWriter writer, int firstFrame, int length)
    {
        Interlocked.Increment(ref _sent);
        Interlocked.Add(ref _sentBytes, length);
        var request = RequestOf(message);
        Arrival? arrival = message is Response or Fault && _incoming.TryRemove(request!, out var arrived) ? arrived : null;
        if (IsConsole)
        {
            return;
        }

        Begin(message);
        var draft = new TrafficDraft(message, id, isIncoming: false, length);
        draft.Answers(request, arrival?.Time);
        for (var i = firstFrame; i < writer.FrameCount; i++)
        {
            var frame = writer.FrameAt(i);
            var parts = LiaisonFrame.Open(frame);
            if (frame.Kind == FrameKind.Text || parts.IsAttaching)
            {
                draft.Write(inspector.Secrets, parts.Json.Span, arrival?.PlacesIn(parts.Json.Span, request!.Echo.Span));
            }

            draft.Attach(message, parts.Attachments);
        }

        if (message is Publication publication)
        {
            inspector.CountEvent(publication.Topic, length);
        }

        inspector.Keep(draft.Finish());
    }

    /// <summary>Records the duration of an answered call.</summary>
    public void Measured(string command, TimeSpan waited, TimeSpan ran, bool failed)
    {
        if (!IsConsole && !Inspector.IsOwn(command))
        {
            inspector.LatencyOf(command).Add(waited, ran, failed);
        }
    }

    /// <summary>Called when the connection has ended.</summary>
    public void End() => inspector.Forget(this);

    private static Request? RequestOf(Envelope message) => message switch
    {
        Response response => response.Request,
        Fault fault => fault.Request,
        Progress progress => progress.Request,
        Item item => item.Request,
        _ => null,
    };

    private void Begin(Envelope message)
    {
        switch (message)
        {
            case Request { WantsReply: true } request:
                _outgoing[request.Id] = (Stopwatch.GetTimestamp(), request.Command);
                break;
            case Batch batch:
                foreach (var request in batch.Requests)
                {
                    Begin(request);
                }

                break;
            case Cancel cancel:
                _outgoing.TryRemove(cancel.Id, out _);
                break;
        }
    }

    // An answer of the peer contains only the id of its call.
    private (long Time, string Command)? TakeOutgoing(Envelope message) => message switch
    {
        Response or Fault => _outgoing.TryRemove(RequestOf(message)!.Id, out var ended) ? ended : null,
        Progress or Item => _outgoing.TryGetValue(RequestOf(message)!.Id, out var pending) ? pending : null,
        _ => null,
    };

    /// <summary>A request that is not answered yet.</summary>
    /// <param name="Time">The time of its arrival.</param>
    /// <param name="Hidden">The positions of secret values in its echo; null if there are none.</param>
    private sealed record Arrival(long Time, IReadOnlyList<Range>? Hidden)
    {
        // An answer that repeats its request also repeats the secret values.
        public IReadOnlyList<Range>? PlacesIn(ReadOnlySpan<byte> text, ReadOnlySpan<byte> echo)
        {
            var start = Hidden is null || echo.IsEmpty ? -1 : text.LastIndexOf(echo);
            return start < 0 ? null : [.. Hidden!.Select(range => new Range(range.Start.Value + start, range.End.Value + start))];
        }
    }
}
