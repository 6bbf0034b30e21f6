using System.Text.RegularExpressions;

namespace Liaison.Tests.Architecture;

/// <summary>A source file of the core, read for what it says of the architecture.</summary>
internal sealed partial class SourceFile
{
    private SourceFile(string path, string code)
    {
        Path = Repository.Relative(path);
        Folder = Path.Split('/') is [_, var folder, _, ..] ? folder : "";
        Namespaces = [.. Declaration().Matches(code).Select(match => match.Groups["name"].Value)];
        Uses = [.. Mention().Matches(Declaration().Replace(code, "")).Select(match => match.Groups["folder"].Value).Distinct()];
    }

    public string Path { get; }

    /// <summary>The folder of the project that the file is in, at whatever depth; empty at the top.</summary>
    public string Folder { get; }

    public IReadOnlyList<string> Namespaces { get; }

    /// <summary>The folders of the core that the code names, in a directive or in full.</summary>
    public IReadOnlyList<string> Uses { get; }

    public static SourceFile Read(string path) => new(path, NotCode().Replace(File.ReadAllText(path), " "));

    // A comment may point upwards, and a message may name a package.
    [GeneratedRegex("""
        //[^\n]*|"(?:\\.|[^"\\\n])*"
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex NotCode();

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\bLiaison\.(?<folder>[A-Z]\w*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();
}
