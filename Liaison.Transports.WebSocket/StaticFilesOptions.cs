namespace Liaison.Transports;

/// <summary>The files that a host serves to browsers.</summary>
/// <param name="Folder">
/// The folder with the files; one that is not absolute begins at the current folder of the process. Hidden files, files and folders whose
/// name begins with a dot, and links that lead out of the folder are not served.
/// </param>
public sealed record StaticFilesOptions(string Folder)
{
    /// <summary>The file that is served for a folder; <c>index.html</c> unless set.</summary>
    public string IndexFile { get; init; } = "index.html";

    /// <summary>
    /// The Content-Security-Policy of every page, in place of the strict one, which lets a page load scripts, styles and fonts from this server
    /// alone, runs nothing that is inline, connects to this server alone, and lets no other page frame it. Null unless set, for the strict one.
    /// </summary>
    public string? ContentSecurityPolicy { get; init; }

    /// <exception cref="ArgumentException">The folder does not exist, or the name of the index file is not one.</exception>
    internal FolderPages Open()
    {
        if (!Directory.Exists(Folder))
        {
            throw new ArgumentException(
                $"There is no folder '{Path.GetFullPath(Folder)}' to serve files from. Create the folder, or name another one in {nameof(WebSocketTransportOptions.StaticFiles)}.");
        }

        if (IndexFile.Length == 0 || Path.GetFileName(IndexFile) != IndexFile)
        {
            throw new ArgumentException($"'{IndexFile}' is not the name of a file. {nameof(IndexFile)} is a name without a folder, e.g. index.html.");
        }

        return new FolderPages(Folder, IndexFile);
    }
}
