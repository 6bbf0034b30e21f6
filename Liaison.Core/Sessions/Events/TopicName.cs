namespace Liaison.Sessions.Events;

/// <summary>The names of topics, and what can be subscribed to: a name, <c>prefix.*</c> for every name that begins with <c>prefix.</c>, or <c>*</c>.</summary>
internal static class TopicName
{
    /// <summary>How many characters a name may have.</summary>
    public const int MaxLength = 256;

    /// <summary>Where hosts that share topics tell each other what they need. Nobody else can publish it, or subscribe to it.</summary>
    public const string Needs = "$liaison.needs";

    private const string All = "*";

    // What the hosts tell each other is no event for anybody.
    private const string OfHosts = "$liaison.";

    // What stands where a topic does in replies (WIRE, section 1, Events).
    private static readonly string[] Reserved = ["response", "error", "progress", "next"];

    /// <summary>Checks a topic that something is published under.</summary>
    /// <exception cref="ArgumentException">It cannot be one.</exception>
    public static string Validated(string topic) => Problem(topic) is { } problem ? throw new ArgumentException(problem, nameof(topic)) : topic;

    /// <summary>Checks what somebody subscribes to.</summary>
    /// <exception cref="ArgumentException">It cannot be that.</exception>
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

    /// <summary>Whether a subscription to the pattern is given what is published under the topic.</summary>
    public static bool Matches(string pattern, string topic) =>
        pattern == topic || pattern == All || (pattern.EndsWith(".*", StringComparison.Ordinal) && topic.AsSpan().StartsWith(pattern.AsSpan(..^1)));

    /// <summary>Every pattern that matches the topic, the closest first.</summary>
    public static IEnumerable<string> PatternsOf(string topic)
    {
        yield return topic;
        for (var dot = topic.LastIndexOf('.'); dot > 0; dot = topic.LastIndexOf('.', dot - 1))
        {
            yield return topic[..(dot + 1)] + All;
        }

        yield return All;
    }

    /// <summary>Whether this is what hosts tell each other, and no event.</summary>
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
            return $"Topics that begin with {OfHosts} are what hosts tell each other. Take another name for the topic.";
        }

        return Reserved.Contains(topic) ? $"'{topic}' is what replies are marked with. Take another name for the topic." : null;
    }
}
