using System.Globalization;
using System.Text;

namespace Liaison.Transports;

/// <summary>The NATS subjects under which topics are published. Each part of a topic between dots is one part of its subject.</summary>
/// <remarks>
/// A character that a subject cannot contain is written as <c>%</c> and two hexadecimal digits for each byte of its UTF-8 form. An
/// empty part is written as a single <c>%</c>.
/// </remarks>
internal static class TopicSubject
{
    private const char Escape = '%';

    // Messages between hosts. The streams that store topics do not store them.
    private const string OfHosts = "$liaison.";

    /// <summary>
    /// Returns the subject of a topic, of <c>prefix.*</c>, or of <c>*</c>. NATS writes <c>&gt;</c> for the last <c>*</c>.
    /// </summary>
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

    /// <summary>Returns the topic of a subject, or null if it has none.</summary>
    public static string? TopicOf(string prefix, string subject)
    {
        // ".hosts." has the same length.
        var start = prefix.Length + ".topic.".Length;
        if (subject.Length <= start)
        {
            return null;
        }

        var parts = subject[start..].Split('.').Select(ReadPart).ToArray();
        return parts.Contains(null) ? null : string.Join('.', parts);
    }

    /// <summary>Whether the topic carries messages between hosts rather than events.</summary>
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
