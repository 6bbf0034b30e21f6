using System.Reflection;
using System.Runtime.CompilerServices;

namespace Liaison.Tests.Architecture.PublicApi;

/// <summary>What an assembly offers to its users, as text: a line per type, and under it an indented line per member, sorted.</summary>
internal static class ApiText
{
    public static string Of(Assembly assembly)
    {
        var types = assembly.GetTypes().Where(IsSeen).OrderBy(type => type.FullName, StringComparer.Ordinal);
        return string.Concat(types.Select(Of));
    }

    /// <summary>The lines that only one of two texts has, marked with their side and the type that they belong to.</summary>
    public static IReadOnlyList<string> Difference(string approved, string received)
    {
        var before = Lines(approved);
        var after = Lines(received);
        return
        [
            .. before.Except(after).Select(line => "- " + line),
            .. after.Except(before).Select(line => "+ " + line),
        ];
    }

    /// <summary>One type's lines.</summary>
    public static string Of(Type type) => string.Concat(Members.Of(type).Select(line => $"    {line}\n").Prepend(TypeHeader.Of(type) + "\n"));

    private static bool IsSeen(Type type) =>
        (type.IsPublic || type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem)
        && (type.DeclaringType is null || IsSeen(type.DeclaringType))
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && !type.Name.StartsWith('<');

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var type = "";
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var isMember = line.StartsWith(' ');
            type = isMember ? type : line;
            lines.Add(isMember ? $"{type} > {line.Trim()}" : line);
        }

        return lines;
    }
}
