namespace Liaison.Transports;

/// <summary>Resolves the symbolic links in a path.</summary>
internal static class RealPath
{
    private const int MaxLinks = 32;

    /// <summary>Returns the path without links. Returns null if nothing exists at the path, or if it has too many links.</summary>
    /// <exception cref="IOException">A part of the path cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not read a part of the path.</exception>
    public static string? Of(string path)
    {
        var full = Path.GetFullPath(path);
        for (var links = 0; links <= MaxLinks; links++)
        {
            var (exists, replaced) = Step(full);
            if (replaced is null)
            {
                return exists ? full : null;
            }

            full = replaced;
        }

        return null;
    }

    /// <summary>Finds the first link in the path, and returns the path with the link replaced by its target.</summary>
    private static (bool Exists, string? Replaced) Step(string full)
    {
        var root = Path.GetPathRoot(full)!;
        var names = full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var walked = root;
        for (var i = 0; i < names.Length; i++)
        {
            var parent = walked;
            walked = Path.Combine(walked, names[i]);
            FileSystemInfo entry = Directory.Exists(walked) ? new DirectoryInfo(walked) : new FileInfo(walked);
            if (entry.LinkTarget is { } target)
            {
                return (true, Path.GetFullPath(Path.Combine([parent, target, .. names[(i + 1)..]])));
            }

            if (!entry.Exists)
            {
                return (false, null);
            }
        }

        return (true, null);
    }
}
