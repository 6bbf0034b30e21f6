using System.Text.RegularExpressions;
using Liaison.Tests.Architecture;

namespace Liaison.Tests.Guides;

/// <summary>The regions of a file in this folder, which are the blocks of a guide.</summary>
internal static partial class Regions
{
    /// <summary>Their code, without its indentation.</summary>
    public static IEnumerable<string> Of(string file) =>
        Region().Matches(File.ReadAllText(Path.Combine(Repository.Root, "Liaison.Tests", "Guides", file)).ReplaceLineEndings("\n"))
            .Select(region => Outdent(region.Groups["code"].Value));

    private static string Outdent(string code)
    {
        var lines = code.TrimEnd('\n').Split('\n');
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    [GeneratedRegex("^ *#region [^\n]*\n(?<code>.*?)^ *#endregion", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Region();
}
