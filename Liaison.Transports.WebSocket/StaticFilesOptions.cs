namespace Liaison.Transports;

/// <summary>The files that a host serves to browsers.</summary>
/// <param name="Folder">
/// The folder with the files. A relative path starts at the current folder of the process. Hidden files, names that begin with a
/// dot, and links that lead out of the folder are not served.
/// </param>
public sealed record StaticFilesOptions(string Folder)
{
    /// <summary>The file that is served for a folder. The default is <c>index.html</c>.</summary>
    public string IndexFile { get; init; } = "index.html";

    /// <summary>The Content-Security-Policy of every page. Null, the default, uses a strict policy.</summary>
    /// <remarks>
    /// The strict policy lets a page load scripts, styles and fonts only from this server, and connect only to this server. It
    /// forbids inline code, and no other page may frame the page.
    /// </remarks>
    public string? ContentSecurityPolicy { get; init; }

    /// <exception cref="ArgumentException">The folder does not exist, or the name of the index file is not valid.</exception>
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
