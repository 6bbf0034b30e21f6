using System.IO.Compression;
using System.Xml.Linq;

namespace Liaison.Tests.Architecture;

/// <summary>All packages of this checkout in a folder of their own, under a version that no cache has seen. Disposing deletes the folder.</summary>
internal sealed class PackedPackages : IDisposable
{
    private readonly DirectoryInfo _folder;

    private PackedPackages(DirectoryInfo folder, string version)
    {
        _folder = folder;
        Version = version;
    }

    public string Version { get; }

    /// <summary>A folder outside of the repository, so that none of its build files apply.</summary>
    public string Folder => _folder.FullName;

    public string Feed => Path.Combine(Folder, "feed");

    public static async Task<PackedPackages> PackAsync(CancellationToken cancellationToken)
    {
        var packed = new PackedPackages(
            Directory.CreateTempSubdirectory("liaison-packages-"), $"0.0.0-test.{Guid.NewGuid().ToString("N")[..12]}");
        try
        {
            // With an output of its own: whoever is building this checkout meanwhile is left alone.
            var output = await CommandLine.RunAsync(
                Repository.Root,
                "dotnet",
                [
                    "pack", "Liaison.sln", "--configuration", "Release", "--output", packed.Feed, $"-p:Version={packed.Version}",
                    "--artifacts-path", Path.Combine(packed.Folder, "artifacts"), "-p:UseSharedCompilation=false",
                    // The build of the checkout has run them already.
                    "-p:RunAnalyzers=false",
                ],
                cancellationToken);
            return output.Contains("warning", StringComparison.OrdinalIgnoreCase)
                ? throw new InvalidOperationException($"Packing warns:\n{output}")
                : packed;
        }
        catch
        {
            packed.Dispose();
            throw;
        }
    }

    /// <summary>Opens the package, or its symbols.</summary>
    public ZipArchive Open(string id, string extension) => ZipFile.OpenRead(Path.Combine(Feed, $"{id}.{Version}.{extension}"));

    /// <summary>What the package says of itself.</summary>
    public XElement Metadata(string id)
    {
        using var package = Open(id, "nupkg");
        using var nuspec = package.GetEntry(id + ".nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
