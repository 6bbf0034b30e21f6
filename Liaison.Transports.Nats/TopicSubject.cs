using System.Globalization;
using System.Text;

namespace Liaison.Transports;

/// <summary>The subjects of NATS that topics are published under. The parts of a topic between dots are those of its subject.</summary>
/// <remarks>What a subject cannot hold stands as <c>%</c> and two hexadecimal digits for each byte of UTF-8; an empty part is <c>%</c> alone.</remarks>
internal static class TopicSubject
{
    private const char Escape = '%';

    // What hosts tell each other: no stream that keeps topics keeps it.
    private const string OfHosts = "$liaison.";

    /// <summary>The subject of a topic, of <c>prefix.*</c>, or of <c>*</c>; NATS writes <c>&gt;</c> for that.</summary>
    public static string Of(string prefix, string pattern)
    {
        var subject = new StringBuilder(prefix).Append(IsOfHosts(pattern) ? ".hosts" : ".topic");
        foreach (var part in pattern == "*" ? [] : pattern.EndsWith(".*", StringComparison.Ordinal) ? pattern[..^2].Split('.') : pattern.Split('.'))
        {
            subject.Append('.');
            AppendPart(subject, part);
        }

        return (pattern == "*" || pattern.EndsWith(".*", StringComparison.Ordinal) ? subject.Append(".>") : subject).ToString();
    }

    /// <summary>The topic of a subject; null where it is none.</summary>
    public static string? TopicOf(string prefix, string subject)
    {
        // As long as with ".hosts.".
        var start = prefix.Length + ".topic.".Length;
        if (subject.Length <= start)
        {
            return null;
        }

        var parts = subject[start..].Split('.').Select(ReadPart).ToArray();
        return parts.Contains(null) ? null : string.Join('.', parts);
    }

    /// <summary>Whether hosts tell each other something there, and it is no event.</summary>
    public static bool IsOfHosts(string topic) => topic.StartsWith(OfHosts, StringComparison.Ordinal);

    private static void AppendPart(StringBuilder subject, string part)
    {
        if (part.Length == 0)
        {
            subject.Append(Escape);
        }

        foreach (var b in Encoding.UTF8.GetBytes(part))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_')
            {
                subject.Append((char)b);
            }
            else
            {
                subject.Append(Escape).Append(b.ToString("x2", CultureInfo.InvariantCulture));
            }
        }
    }

    private static string? ReadPart(string part)
    {
        var bytes = new List<byte>(part.Length);
        for (var i = 0; i < part.Length && part != "%"; i++)
        {
            if (part[i] != Escape)
            {
                bytes.Add((byte)part[i]);
            }
            else if (i + 2 < part.Length && byte.TryParse(part.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
            {
                bytes.Add(b);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
