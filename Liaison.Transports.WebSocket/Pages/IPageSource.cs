namespace Liaison.Transports;

/// <summary>Where pages come from. Safe from any thread.</summary>
internal interface IPageSource
{
    /// <summary>The file at a path; null where there is none.</summary>
    /// <param name="path">What was asked for. Where it names a folder, the folder's index file is meant.</param>
    PageFile? Find(PagePath path);
}
