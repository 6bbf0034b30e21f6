using System.Reflection;

namespace Liaison.Tests.Architecture;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    // As in Directory.Build.props: whatever else is called Liaison.Something is a library.
    private static readonly string[] NotLibraries = ["Liaison.Tool", "Liaison.Templates", "Liaison.Tests", "Liaison.Tests.Faults", "Liaison.Benchmarks", "Liaison.Analyzers", "Liaison.CodeFixes", "Liaison.Generators"];

    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The folder that holds the packages which restore downloaded.</summary>
    public static string PackageFolder { get; } = Metadata("NuGetPackageRoot");

    /// <summary>The names of the libraries; a project, its folder, its package and its assembly are called the same.</summary>
    public static IReadOnlyList<string> Libraries { get; } =
    [
        .. Directory.EnumerateFiles(Root, "Liaison.*.csproj", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Except(NotLibraries)
            .Order(StringComparer.Ordinal),
    ];

    public static string ProjectFile(string library) => Path.Combine(Root, library, library + ".csproj");

    /// <summary>The library's assembly, loaded.</summary>
    public static Assembly Load(string library)
    {
        var path = Path.Combine(AppContext.BaseDirectory, library + ".dll");
        return File.Exists(path)
            ? Assembly.LoadFrom(path)
            : throw new FileNotFoundException($"{library} is not tested. Add a ProjectReference to it in Liaison.Tests.csproj.", path);
    }

    /// <summary>The library's source files, without what the build wrote.</summary>
    public static IEnumerable<string> Sources(string library)
    {
        var root = Path.Combine(Root, library);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>A path as it is written in messages: from the root, with slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>What the build wrote into the assembly of the tests.</summary>
    public static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
