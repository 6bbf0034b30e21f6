namespace Liaison.Transports;

/// <summary>A source of pages. Thread-safe.</summary>
internal interface IPageSource
{
    /// <summary>Returns the file at a path, or null if there is none.</summary>
    /// <param name="path">The requested path. If it names a folder, the folder's index file is returned.</param>
    PageFile? Find(PagePath path);
}
