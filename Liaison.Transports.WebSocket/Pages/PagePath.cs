using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Liaison.Transports;

/// <summary>The path of a request for a page, as the names that it is made of. None of them leaves a folder, hides a file or names a device.</summary>
internal sealed class PagePath
{
    /// <summary>What no name may hold: separators of any system, and the colon of drives and streams.</summary>
    private static readonly SearchValues<char> Refused = SearchValues.Create("/\\:*?\"<>|");

    private PagePath(string[] names, bool isFolder) => (Names, IsFolder) = (names, isFolder);

    /// <summary>The names, decoded; none where the root is asked for.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether the path ends with a slash.</summary>
    public bool IsFolder { get; }

    /// <summary>Reads a path that the server has decoded once. False where one of its names is empty, begins with a dot, or is not a plain name.</summary>
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

    /// <summary>The path of the folder of the same name.</summary>
    public PagePath AsFolder() => new([.. Names], isFolder: true);

    /// <summary>The names of the file: those of the path, and for a folder its index file.</summary>
    public IReadOnlyList<string> File(string index) => IsFolder ? [.. Names, index] : Names;

    public override string ToString() => IsFolder && Names.Count > 0 ? $"/{string.Join('/', Names)}/" : $"/{string.Join('/', Names)}";

    // Windows drops dots and spaces at the end of a name, so that another file would be meant than was checked.
    private static bool IsPlain(string name) =>
        name is not ("" or ['.', ..] or [.., '.' or ' ']) && !name.AsSpan().ContainsAny(Refused) && !name.Any(char.IsControl)
        && !name.Contains("%2F", StringComparison.OrdinalIgnoreCase);
}
