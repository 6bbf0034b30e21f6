namespace Liaison.Sessions;

/// <summary>The names of topics, and what can be subscribed to: a name, <c>prefix.*</c> for every name that begins with <c>prefix.</c>, or <c>*</c>.</summary>
internal static class TopicName
{
    /// <summary>How many characters a name may have.</summary>
    public const int MaxLength = 256;

    private const string All = "*";

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

    private static string? Problem(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (topic.Length is 0 or > MaxLength || topic.Contains('*') || topic.Any(char.IsControl))
        {
            return $"A topic has 1 to {MaxLength} characters, none of which is * or a control character; prefix.* and * can only be subscribed to.";
        }

        return Reserved.Contains(topic) ? $"'{topic}' is what replies are marked with. Take another name for the topic." : null;
    }
}
