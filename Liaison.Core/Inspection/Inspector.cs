using System.Collections.Concurrent;
using System.Diagnostics;
using Liaison.Commands;
using Microsoft.Extensions.Logging;

namespace Liaison.Inspection;

/// <summary>The records of a host's activity: its last messages, the durations of calls, and its sessions. Thread-safe.</summary>
internal sealed class Inspector
{
    /// <summary>The prefix of the names of the console's commands.</summary>
    public const string Prefix = "inspect.";

    private const string OtherTopics = "(others)";

    private readonly InspectionOptions _options;
    private readonly RecordingWriter? _recording;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly ConcurrentDictionary<int, SessionTap> _sessions = new();
    private readonly ConcurrentDictionary<string, CommandLatency> _commands = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TopicCount> _topics = new(StringComparer.Ordinal);
    private int _lastSession;
    private long _bytes;

    public Inspector(InspectionOptions options, ILogger logger)
    {
        options.Validate();
        _options = options;
        Ring = new TrafficRing(options.MaxMessages, options.MaxBytes);
        Secrets = new Secrets(new Redactor(options.Redacted, options.MaxTextBytes));
        _recording = options.Recording is { } stream ? new RecordingWriter(stream, logger) : null;
    }

    public TrafficRing Ring { get; }

    public Secrets Secrets { get; }

    public TimeSpan Uptime => Stopwatch.GetElapsedTime(_started);

    /// <summary>The bytes of all messages so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The current sessions, in the order in which they began.</summary>
    public IReadOnlyList<SessionTap> Sessions => [.. _sessions.Values.OrderBy(session => session.Id)];

    public IReadOnlyList<KeyValuePair<string, CommandLatency>> Commands => [.. _commands];

    public IReadOnlyList<KeyValuePair<string, TopicCount>> Topics => [.. _topics];

    /// <summary>Whether a command belongs to the console.</summary>
    public static bool IsOwn(string command) => command.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Called when a connection has begun.</summary>
    public SessionTap Begin(IInspected session, CommandTable commands)
    {
        var tap = new SessionTap(this, session, commands, Interlocked.Increment(ref _lastSession));
        _sessions[tap.Id] = tap;
        return tap;
    }

    /// <summary>Called when a connection has ended.</summary>
    public void Forget(SessionTap tap) => _sessions.TryRemove(tap.Id, out _);

    public void Keep(TrafficRecord record)
    {
        Interlocked.Add(ref _bytes, record.Size);
        Ring.Add(record);
        _recording?.Write(record);
    }

    /// <summary>The durations of a command's calls. Only names of existing commands are used, so there are never many.</summary>
    public CommandLatency LatencyOf(string command) => _commands.GetOrAdd(command, static _ => new CommandLatency());

    /// <summary>Counts an event that was sent to one peer.</summary>
    public void CountEvent(string topic, int bytes)
    {
        if (!_topics.TryGetValue(topic, out var count))
        {
            count = _topics.GetOrAdd(_topics.Count < _options.MaxTopics ? topic : OtherTopics, static _ => new TopicCount());
        }

        count.Add(bytes, DateTimeOffset.UtcNow);
    }
}
