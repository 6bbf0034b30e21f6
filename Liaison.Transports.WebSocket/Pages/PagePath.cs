using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Liaison.Transports;

/// <summary>The path of a page request, as a list of names. No name leaves its folder, is hidden, or names a device.</summary>
internal sealed class PagePath
{
    /// <summary>The characters that no name may contain: separators of any system, and the colon of drives and streams.</summary>
    private static readonly SearchValues<char> Refused = SearchValues.Create("/\\:*?\"<>|");

    private PagePath(string[] names, bool isFolder) => (Names, IsFolder) = (names, isFolder);

    /// <summary>The decoded names; empty for the root.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether the path ends with a slash.</summary>
    public bool IsFolder { get; }

    /// <summary>
    /// Parses a path that the server has decoded once. Returns false if a name is empty, begins with a dot, or is not a plain name.
    /// </summary>
    public static bool TryParse(PathString path, out PagePath parsed)
    {
        parsed = new PagePath([], isFolder: true);
        if (path.Value is not ['/', .. var rest])
        {
            return false;
        }

        if (rest.Length == 0)
        {
            return true;
        }

        var isFolder = rest[^1] == '/';
        parsed = new PagePath((isFolder ? rest[..^1] : rest).Split('/'), isFolder);
        return parsed.Names.All(IsPlain);
    }

    /// <summary>Returns the path of the folder with the same name.</summary>
    public PagePath AsFolder() => new([.. Names], isFolder: true);

    /// <summary>Returns the names of the file. For a folder its index file is added.</summary>
    public IReadOnlyList<string> File(string index) => IsFolder ? [.. Names, index] : Names;

    public override string ToString() => IsFolder && Names.Count > 0 ? $"/{string.Join('/', Names)}/" : $"/{string.Join('/', Names)}";

    // Windows drops dots and spaces at the end of a name, so another file would be read than the one that was checked.
    private static bool IsPlain(string name) =>
        name is not ("" or ['.', ..] or [.., '.' or ' ']) && !name.AsSpan().ContainsAny(Refused) && !name.Any(char.IsControl)
        && !name.Contains("%2F", StringComparison.OrdinalIgnoreCase);
}
