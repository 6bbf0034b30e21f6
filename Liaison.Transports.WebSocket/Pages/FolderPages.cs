namespace Liaison.Transports;

/// <summary>Pages that are the files of a folder. What the folder's links lead to outside of it is not served.</summary>
/// <param name="folder">The folder.</param>
/// <param name="index">The file that stands for its folder.</param>
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
            // Gone since, or nothing that this process may see.
            return null;
        }
    }

    private bool IsInside(string real) => real.StartsWith(Path.EndsInDirectorySeparator(_root) ? _root : _root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Where the link leads counts, and not the name alone by which it was asked for.
    private bool IsShown(FileInfo file) =>
        (file.Attributes & (FileAttributes.Hidden | FileAttributes.System)) == 0
        && !Path.GetRelativePath(_root, file.FullName).Split(Path.DirectorySeparatorChar).Any(name => name is ['.', ..]);
}
