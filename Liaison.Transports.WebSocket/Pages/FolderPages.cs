namespace Liaison.Transports;

/// <summary>Pages that are the files of a folder. Links that lead out of the folder are not served.</summary>
/// <param name="folder">The folder.</param>
/// <param name="index">The file that is served for a folder.</param>
internal sealed class FolderPages(string folder, string index) : IPageSource
{
    private readonly string _root = RealPath.Of(folder) ?? throw new DirectoryNotFoundException(folder);

    public PageFile? Find(PagePath path)
    {
        try
        {
            return RealPath.Of(Path.Combine([_root, .. path.File(index)])) is { } real && IsInside(real) && new FileInfo(real) is { Exists: true } file && IsShown(file)
                ? PageFile.OfDisk(file)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file was removed in the meantime, or this process may not read it.
            return null;
        }
    }

    private bool IsInside(string real) => real.StartsWith(Path.EndsInDirectorySeparator(_root) ? _root : _root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // The target of a link is checked too, not only the requested name.
    private bool IsShown(FileInfo file) =>
        (file.Attributes & (FileAttributes.Hidden | FileAttributes.System)) == 0
        && !Path.GetRelativePath(_root, file.FullName).Split(Path.DirectorySeparatorChar).Any(name => name is ['.', ..]);
}
