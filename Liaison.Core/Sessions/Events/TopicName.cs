namespace Liaison.Sessions.Events;

/// <summary>
/// Checks the names of topics, and patterns: a name, <c>prefix.*</c> for every name that begins with <c>prefix.</c>, or <c>*</c>.
/// </summary>
internal static class TopicName
{
    /// <summary>The maximum length of a name, in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>The topic on which hosts tell each other what they need. Nobody else can publish to it or subscribe to it.</summary>
    public const string Needs = "$liaison.needs";

    private const string All = "*";

    // Messages between hosts are not events for subscribers.
    private const string OfHosts = "$liaison.";

    // Words that replies have in the place of a topic (WIRE, section 1, Events).
    private static readonly string[] Reserved = ["response", "error", "progress", "next"];

    /// <summary>Checks the topic of an event.</summary>
    /// <exception cref="ArgumentException">The topic is not valid.</exception>
    public static string Validated(string topic) => Problem(topic) is { } problem ? throw new ArgumentException(problem, nameof(topic)) : topic;

    /// <summary>Checks the pattern of a subscription.</summary>
    /// <exception cref="ArgumentException">The pattern is not valid.</exception>
    public static string ValidatedPattern(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern == All)
        {
            return pattern;
        }

        var name = pattern.EndsWith(".*", StringComparison.Ordinal) ? pattern[..^2] : pattern;
        return Problem(name) is { } problem ? throw new ArgumentException(problem, nameof(pattern)) : pattern;
    }

    /// <summary>Whether a subscription to the pattern receives the events of the topic.</summary>
    public static bool Matches(string pattern, string topic) =>
        pattern == topic || pattern == All || (pattern.EndsWith(".*", StringComparison.Ordinal) && topic.AsSpan().StartsWith(pattern.AsSpan(..^1)));

    /// <summary>All patterns that match the topic, the closest match first.</summary>
    public static IEnumerable<string> PatternsOf(string topic)
    {
        yield return topic;
        for (var dot = topic.LastIndexOf('.'); dot > 0; dot = topic.LastIndexOf('.', dot - 1))
        {
            yield return topic[..(dot + 1)] + All;
        }

        yield return All;
    }

    /// <summary>Whether the topic is for messages between hosts, not for events.</summary>
    public static bool IsOfHosts(string topic) => topic.StartsWith(OfHosts, StringComparison.Ordinal);

    private static string? Problem(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (topic.Length is 0 or > MaxLength || topic.Contains('*') || topic.Any(char.IsControl))
        {
            return $"A topic has 1 to {MaxLength} characters, none of which is * or a control character; prefix.* and * can only be subscribed to.";
        }

        if (IsOfHosts(topic) || topic == OfHosts[..^1])
        {
            return $"Topics that begin with {OfHosts} are reserved for messages between hosts. Choose another name for the topic.";
        }

        return Reserved.Contains(topic) ? $"'{topic}' is reserved for replies. Choose another name for the topic." : null;
    }
}
