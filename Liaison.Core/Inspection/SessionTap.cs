using System.Collections.Concurrent;
using System.Diagnostics;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Protocols;

namespace Liaison.Inspection;

/// <summary>What is told of one connection: its messages, and how long its calls took. Thread-safe.</summary>
internal sealed class SessionTap(Inspector inspector, IInspected session, CommandTable commands, int id)
{
    private readonly ConcurrentDictionary<Request, Arrival> _incoming = new();
    private readonly ConcurrentDictionary<CallId, (long Time, string Command)> _outgoing = new();
    private long _received;
    private long _receivedBytes;
    private long _sent;
    private long _sentBytes;

    /// <summary>The connection's number, from 1 on.</summary>
    public int Id => id;

    public DateTimeOffset Since { get; } = DateTimeOffset.UtcNow;

    /// <summary>The name of what is spoken; null as long as it is not known.</summary>
    public string? Protocol { get; private set; }

    /// <summary>Whether the connection is a console's: what goes over it is not kept, or it would fill the ring with the ring.</summary>
    public bool IsConsole { get; set; }

    public (long Messages, long Bytes) ReceivedSoFar => (Interlocked.Read(ref _received), Interlocked.Read(ref _receivedBytes));

    public (long Messages, long Bytes) SentSoFar => (Interlocked.Read(ref _sent), Interlocked.Read(ref _sentBytes));

    public SessionState Describe() => session.Describe(this);

    /// <summary>The connection's codec, which tells of its messages.</summary>
    public RecordingCodec Around(string protocol, IWireCodec codec)
    {
        Protocol = protocol;
        return new RecordingCodec(codec, this);
    }

    /// <summary>A frame was decoded.</summary>
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

    /// <summary>A message was encoded.</summary>
    /// <param name="message">The message.</param>
    /// <param name="writer">Where it was written.</param>
    /// <param name="firstFrame">The index of the first frame that it became.</param>
    /// <param name="length">How many bytes it became.</param>
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

    /// <summary>A call was answered.</summary>
    public void Measured(string command, TimeSpan waited, TimeSpan ran, bool failed)
    {
        if (!IsConsole && !Inspector.IsOwn(command))
        {
            inspector.LatencyOf(command).Add(waited, ran, failed);
        }
    }

    /// <summary>The connection has ended.</summary>
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

    // What a peer answers has the id alone.
    private (long Time, string Command)? TakeOutgoing(Envelope message) => message switch
    {
        Response or Fault => _outgoing.TryRemove(RequestOf(message)!.Id, out var ended) ? ended : null,
        Progress or Item => _outgoing.TryGetValue(RequestOf(message)!.Id, out var pending) ? pending : null,
        _ => null,
    };

    /// <summary>A request that is not answered yet.</summary>
    /// <param name="Time">When it came.</param>
    /// <param name="Hidden">Where in its echo values stand that are not to be kept; null where there are none.</param>
    private sealed record Arrival(long Time, IReadOnlyList<Range>? Hidden)
    {
        // An answer that repeats its request repeats what is not to be kept.
        public IReadOnlyList<Range>? PlacesIn(ReadOnlySpan<byte> text, ReadOnlySpan<byte> echo)
        {
            var start = Hidden is null || echo.IsEmpty ? -1 : text.LastIndexOf(echo);
            return start < 0 ? null : [.. Hidden!.Select(range => new Range(range.Start.Value + start, range.End.Value + start))];
        }
    }
}
