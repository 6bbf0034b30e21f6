using System.Text.RegularExpressions;
using Liaison.Tests.Architecture;

namespace Liaison.Tests.Guides;

/// <summary>The examples of a guide in docs/guides, taken out of its Markdown.</summary>
internal sealed partial class Guide(string name)
{
    private readonly string[] _lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "guides", name));

    /// <summary>The C# blocks.</summary>
    public IEnumerable<string> CSharp => Blocks("```csharp");

    /// <summary>The JSON blocks.</summary>
    public IEnumerable<string> Json => Blocks("```json");

    /// <summary>The messages, and what is shown of the reply to each, in order.</summary>
    public IEnumerable<(string Message, string Reply)> Exchanges
    {
        get
        {
            foreach (var lines in Blocks("```").Select(block => block.Split('\n')))
            {
                for (var i = 0; i + 1 < lines.Length; i += 2)
                {
                    yield return (After("> ", lines[i]), After("< ", lines[i + 1]));
                }
            }
        }
    }

    /// <summary>The messages over a connection, and all that is shown to come for each, in order.</summary>
    public IEnumerable<(string Message, IReadOnlyList<string> Replies)> Conversations
    {
        get
        {
            foreach (var lines in Blocks("```text").Select(block => block.Split('\n')))
            {
                for (var i = 0; i < lines.Length;)
                {
                    var message = After("> ", lines[i++]);
                    var replies = lines[i..].TakeWhile(reply => !reply.StartsWith('>')).Select(reply => After("< ", reply)).ToList();
                    i += replies.Count;
                    yield return (message, replies);
                }
            }
        }
    }

    /// <summary>The cells of the table's rows in the section of that heading, without the head.</summary>
    public IEnumerable<string[]> Table(string heading) =>
        Section(heading).Where(line => line.StartsWith('|')).Skip(2).Select(row => row[1..^1].Split(" | "));

    /// <summary>What stands between backticks in the text, two of them where it has one itself.</summary>
    public static IEnumerable<string> Code(string text) => CodeSpans().Matches(text).Select(span => span.Groups["code"].Value);

    /// <summary>The lines below the heading, up to the next one.</summary>
    public IEnumerable<string> Section(string heading) =>
        _lines.SkipWhile(line => line.TrimStart('#', ' ') != heading).Skip(1).TakeWhile(line => !line.StartsWith('#'));

    private IEnumerable<string> Blocks(string fence)
    {
        for (var i = 0; i < _lines.Length; i++)
        {
            if (!_lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.IndexOf(_lines, "```", i + 1);
            if (_lines[i] == fence)
            {
                yield return string.Join('\n', _lines[(i + 1)..end]);
            }

            i = end;
        }
    }

    private static string After(string prompt, string line) =>
        line.StartsWith(prompt, StringComparison.Ordinal) ? line[prompt.Length..] : throw new FormatException($"Expected '{prompt}': {line}");

    [GeneratedRegex("``\\s(?<code>.+?)\\s``|`(?<code>[^`]+)`")]
    private static partial Regex CodeSpans();
}
