using System.Reflection;
using System.Runtime.Loader;

namespace Liaison.Tool;

/// <summary>
/// Finds the types for a name on the command line: in the loaded assemblies, in those that they refer to, and in the framework.
/// </summary>
internal sealed class TypeSearch(LoadedAssemblies loaded)
{
    /// <summary>Returns the assemblies that may contain the name.</summary>
    public IEnumerable<Assembly> Assemblies(string name) =>
        loaded.All
            .Concat(loaded.All.SelectMany(assembly => assembly.GetReferencedAssemblies()).Select(TryLoad).Where(HasItsTypes))
            .Concat(PlatformFiles().Where(path => AssemblyFile.MayHave(path, name)).Select(path => TryLoad(NameOf(path))).Where(HasItsTypes))
            .OfType<Assembly>()
            .Distinct();

    /// <summary>Loads all assemblies that the runtime was started with.</summary>
    public static void LoadPlatform()
    {
        foreach (var path in PlatformFiles())
        {
            TryLoad(NameOf(path));
        }
    }

    /// <summary>Returns the public types with that name in an assembly: several if they differ only in their type parameters.</summary>
    public static IEnumerable<Type> Types(Assembly assembly, string name) =>
        assembly.GetExportedTypes().Where(type => name.EndsWith(ExposedName.Of("", type.Name), StringComparison.Ordinal) && ExposedName.Of(type) == name);

    public static bool HasNamespace(Assembly assembly, string name) =>
        assembly.GetExportedTypes().Any(type => type.Namespace is { } ns && ExposedName.IsAtOrBelow(ns, name));

    // The assemblies of the framework and of the tool, as the runtime was started with them.
    private static string[] PlatformFiles() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    // A missing reference matters only to code that needs it.
    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(name);
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    private static bool HasItsTypes(Assembly? assembly)
    {
        try
        {
            return assembly?.GetExportedTypes() is not null;
        }
        catch (Exception failure) when (failure is IOException or TypeLoadException)
        {
            return false;
        }
    }

    // In that list each file has the name of its assembly.
    private static AssemblyName NameOf(string path) => new(Path.GetFileNameWithoutExtension(path));
}
