using System.IO.Compression;
using System.Xml.Linq;

namespace Liaison.Tests.Architecture;

/// <summary>All packages of this checkout, in a folder of their own. Disposing deletes the folder.</summary>
internal sealed class PackedPackages : IDisposable
{
    private const string Core = "Liaison.Core";

    /// <summary>A Release build of the tests has built everything that is packed. Another build leaves that to the packing.</summary>
#if DEBUG
    private static readonly string[] Build = ["-p:UseSharedCompilation=false", "-p:RunAnalyzers=false"];
#else
    private static readonly string[] Build = ["--no-build", "--no-restore"];
#endif

    private readonly DirectoryInfo _folder;

    private PackedPackages(DirectoryInfo folder) => _folder = folder;

    /// <summary>The version of this checkout.</summary>
    public string Version { get; private set; } = "";

    /// <summary>A folder outside of the repository, so that none of its build files apply.</summary>
    public string Folder => _folder.FullName;

    public string Feed => Path.Combine(Folder, "feed");

    /// <exception cref="InvalidOperationException">Packing failed or warned, or a package of this version is in the cache already.</exception>
    public static async Task<PackedPackages> PackAsync(CancellationToken cancellationToken)
    {
        var packed = new PackedPackages(Directory.CreateTempSubdirectory("liaison-packages-"));
        try
        {
            var output = await CommandLine.RunAsync(
                Repository.Root, "dotnet", ["pack", "Liaison.sln", "--configuration", "Release", .. Build, "--output", packed.Feed], cancellationToken);
            if (output.Contains("warning", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException($"Packing warns:\n{output}");
            }

            packed.Version = VersionIn(packed.Feed);
            RefuseCached(packed.Version);
            return packed;
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

    private static string VersionIn(string feed)
    {
        var package = Directory.GetFiles(feed, $"{Core}.*.nupkg").Single();
        return Path.GetFileNameWithoutExtension(package)[(Core.Length + 1)..];
    }

    /// <summary>A project that uses the packages would get the cached ones instead.</summary>
    private static void RefuseCached(string version)
    {
        var cached = Path.Combine(Repository.PackageFolder, Core.ToLowerInvariant(), version);
        if (Directory.Exists(cached))
        {
            throw new InvalidOperationException($"{cached} is a package of the version that is tested here. Delete it, or raise VersionPrefix in Directory.Build.props.");
        }
    }
}
