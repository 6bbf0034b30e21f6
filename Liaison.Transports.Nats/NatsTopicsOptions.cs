namespace Liaison.Transports;

/// <summary>The topics that hosts share over NATS, and which of them are stored.</summary>
public sealed record NatsTopicsOptions
{
    /// <summary>
    /// The options of NATS, and the subject: topic <c>a.b</c> is at <c>{Subject}.topic.a.b</c>. Hosts that share topics use the
    /// same subject.
    /// </summary>
    public NatsOptions Nats { get; init; } = new();

    /// <summary>
    /// The topics whose events JetStream stores, so that subscribers can later read the events that they missed: names,
    /// <c>prefix.*</c> or <c>*</c>. The default is none.
    /// </summary>
    /// <remarks>Every host that shares the topics must name the same ones.</remarks>
    public IReadOnlyList<string> Durable { get; init; } = [];

    /// <summary>How long a stored event is kept. The default is 7 days.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many bytes of events are kept; the oldest are removed first. The default is 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>How long storing an event may take before publishing fails. The default is 10 s. At most one day.</summary>
    /// <remarks>This time includes a restart of the server.</remarks>
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Returns only the name of the type: the options of NATS contain credentials.</summary>
    public override string ToString() => nameof(NatsTopicsOptions);

    internal string Stream => $"{Nats.Subject.Replace('.', '_')}_topics";

    internal NatsTopicsOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Nats);
        ArgumentNullException.ThrowIfNull(Durable);
        Nats.Validated();
        if (Durable.Any(pattern => string.IsNullOrEmpty(pattern) || pattern.TrimEnd('*').Contains('*', StringComparison.Ordinal)))
        {
            throw new ArgumentException("A durable topic is a name, prefix.* for every name that begins with prefix., or *.", nameof(Durable));
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxAge, TimeSpan.Zero, nameof(MaxAge));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PublishTimeout, TimeSpan.Zero, nameof(PublishTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PublishTimeout, TimeSpan.FromDays(1), nameof(PublishTimeout));
        return this;
    }

    /// <summary>Whether events of the topic are stored.</summary>
    internal bool IsDurable(string topic) => !TopicSubject.IsOfHosts(topic) && Durable.Any(pattern => Matches(pattern, topic));

    internal static bool Matches(string pattern, string topic) =>
        pattern == topic || pattern == "*" || (pattern.EndsWith(".*", StringComparison.Ordinal) && topic.AsSpan().StartsWith(pattern.AsSpan(..^1)));
}
