using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Liaison.Tests.Samples;
using NUnit.Framework;

namespace Liaison.Tests.Architecture;

/// <summary>Packs this checkout, and uses the packages as somebody would who has nothing else of it.</summary>
[Category("Packages")]
[CancelAfter(TimeoutMilliseconds)]
internal sealed class PackageTests
{
    private const int TimeoutMilliseconds = 600_000;
    private const string Tool = "Liaison.Tool";

    private PackedPackages _packages = null!;

    private static IEnumerable<string> Libraries => Repository.Libraries;

    private static IEnumerable<string> Packages => Libraries.Append(Tool);

    [OneTimeSetUp]
    public async Task PackAsync()
    {
        using var limit = new CancellationTokenSource(TimeoutMilliseconds);
        _packages = await PackedPackages.PackAsync(limit.Token);
    }

    [OneTimeTearDown]
    public void Delete() => _packages?.Dispose();

    [TestCaseSource(nameof(Packages))]
    public void A_package_has_its_readme_licence_description_and_symbols(string id)
    {
        var metadata = _packages.Metadata(id);
        using var package = _packages.Open(id, "nupkg");
        using var symbols = _packages.Open(id, "snupkg");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(metadata, "license"), Is.EqualTo("MIT"));
            Assert.That(Value(metadata, "readme"), Is.EqualTo("README.md"));
            Assert.That(Value(metadata, "icon"), Is.EqualTo("icon.png"));
            Assert.That(Value(metadata, "releaseNotes"), Does.StartWith("### "));
            Assert.That(Value(metadata, "description"), Is.Not.Empty.And.Not.EqualTo("Package Description"));
            Assert.That(Value(metadata, "tags"), Does.Contain("liaison"));
            Assert.That(Names(package), Is.SupersetOf(new[] { "README.md", "icon.png" }));
            Assert.That(Names(symbols), Has.Some.EndsWith(".pdb"));
        }
    }

    [TestCaseSource(nameof(Packages))]
    public void A_package_does_not_depend_on_the_time_when_it_is_packed(string id)
    {
        using var package = _packages.Open(id, "nupkg");
        using var symbols = _packages.Open(id, "snupkg");
        var times = package.Entries.Concat(symbols.Entries).Select(entry => entry.LastWriteTime.Date);

        Assert.That(times, Is.All.EqualTo(new DateTime(2000, 1, 1)));
    }

    [TestCaseSource(nameof(Libraries))]
    public void A_library_has_its_documentation(string id)
    {
        using var package = _packages.Open(id, "nupkg");

        Assert.That(Names(package), Is.SupersetOf(new[] { $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml" }));
    }

    [Test]
    public void The_core_depends_on_the_logging_abstractions_alone()
    {
        var dependencies = _packages.Metadata("Liaison.Core").Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value);

        Assert.That(dependencies, Is.EqualTo(new[] { "Microsoft.Extensions.Logging.Abstractions" }));
    }

    [TestCaseSource(nameof(Packages))]
    public void A_package_holds_no_path_of_the_machine_that_built_it(string id)
    {
        using var package = _packages.Open(id, "nupkg");
        using var symbols = _packages.Open(id, "snupkg");
        var telling = package.Entries.Concat(symbols.Entries).Where(entry => Holds(entry, Repository.Root)).Select(entry => entry.FullName);

        Assert.That(telling, Is.Empty);
    }

    [Test]
    public async Task A_new_project_builds_and_runs_with_the_packages_alone(CancellationToken cancellationToken)
    {
        var source = Path.Combine(Repository.Root, "Liaison.Tests", "Architecture", "Consumer");
        var project = Directory.CreateDirectory(Path.Combine(_packages.Folder, "consumer")).FullName;
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(project, Path.GetFileName(file)));
        }

        await CommandLine.RunAsync(
            project,
            "dotnet",
            [
                "build", "--output", "out", $"-p:LiaisonVersion={_packages.Version}", $"-p:LiaisonFeed={_packages.Feed}",
                $"-p:DownloadedPackages={Repository.PackageFolder.TrimEnd(Path.DirectorySeparatorChar)}", "-p:UseSharedCompilation=false",
            ],
            cancellationToken);
        var output = await CommandLine.RunAsync(project, "dotnet", [Path.Combine("out", "Consumer.dll")], cancellationToken);

        Assert.That(output.ReplaceLineEndings("\n").Trim(), Is.EqualTo("pong\nHello, Ada!\nGetStudentAsync"));
    }

    [Test]
    public async Task The_tool_installs_and_runs(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_packages.Folder, "tool");
        await CommandLine.RunAsync(
            _packages.Folder,
            "dotnet",
            ["tool", "install", Tool, "--tool-path", folder, "--version", _packages.Version, "--add-source", _packages.Feed],
            cancellationToken);
        var output = await CommandLine.RunAsync(_packages.Folder, Path.Combine(folder, "liaison"), ["constants"], cancellationToken);

        Assert.That(output.Trim(), Is.EqualTo("""{"START_MARKER": "LIAISON:CONNECTED", "STOP_MARKER": "LIAISON:DISCONNECTED"}"""));
    }

    [Test]
    public async Task The_template_makes_an_application_that_builds_and_runs(CancellationToken cancellationToken)
    {
        var hive = Path.Combine(_packages.Folder, "hive");
        var project = Path.Combine(_packages.Folder, "templated");
        var package = Path.Combine(_packages.Feed, $"Liaison.Templates.{_packages.Version}.nupkg");
        await CommandLine.RunAsync(_packages.Folder, "dotnet", ["new", "install", package, "--debug:custom-hive", hive], cancellationToken);
        await CommandLine.RunAsync(
            _packages.Folder, "dotnet", ["new", "liaison", "--name", "MyShop", "--output", project, "--debug:custom-hive", hive], cancellationToken);
        await CommandLine.RunAsync(
            project,
            "dotnet",
            [
                "build", "--output", "out", "-p:NuGetAudit=false", "-p:TreatWarningsAsErrors=true", $"-p:RestoreAdditionalProjectSources={_packages.Feed}",
                $"-p:RestorePackagesPath={Path.Combine(_packages.Folder, "templated-packages")}",
                $"-p:RestoreFallbackFolders={Repository.PackageFolder.TrimEnd(Path.DirectorySeparatorChar)}", "-p:UseSharedCompilation=false",
            ],
            cancellationToken);
        using var shop = await WebShopProcess.StartAsync(Path.Combine(project, "out", "MyShop.dll"), cancellationToken);
        using var http = new HttpClient { BaseAddress = shop.Address };

        Assert.That(await http.GetStringAsync("/health", cancellationToken), Is.EqualTo("Healthy"));
    }

    private static string? Value(XElement metadata, string name) => metadata.Elements().SingleOrDefault(one => one.Name.LocalName == name)?.Value;

    private static IEnumerable<string> Names(ZipArchive archive) => archive.Entries.Select(entry => entry.FullName);

    private static bool Holds(ZipArchiveEntry entry, string text)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }
}
