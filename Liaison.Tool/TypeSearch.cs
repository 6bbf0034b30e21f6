using System.Reflection;
using System.Runtime.Loader;

namespace Liaison.Tool;

/// <summary>Finds what a name on the command line means: in the loaded assemblies, in those that they refer to, and in the framework.</summary>
internal sealed class TypeSearch(LoadedAssemblies loaded)
{
    /// <summary>The assemblies that the name may be in.</summary>
    public IEnumerable<Assembly> Assemblies(string name) =>
        loaded.All
            .Concat(loaded.All.SelectMany(assembly => assembly.GetReferencedAssemblies()).Select(TryLoad).Where(HasItsTypes))
            .Concat(PlatformFiles().Where(path => AssemblyFile.MayHave(path, name)).Select(path => TryLoad(NameOf(path))).Where(HasItsTypes))
            .OfType<Assembly>()
            .Distinct();

    /// <summary>Loads whatever the runtime was started with.</summary>
    public static void LoadPlatform()
    {
        foreach (var path in PlatformFiles())
        {
            TryLoad(NameOf(path));
        }
    }

    /// <summary>The public types of that name in an assembly: several where they differ in their type parameters alone.</summary>
    public static IEnumerable<Type> Types(Assembly assembly, string name) =>
        assembly.GetExportedTypes().Where(type => name.EndsWith(ExposedName.Of("", type.Name), StringComparison.Ordinal) && ExposedName.Of(type) == name);

    public static bool HasNamespace(Assembly assembly, string name) =>
        assembly.GetExportedTypes().Any(type => type.Namespace is { } ns && ExposedName.IsAtOrBelow(ns, name));

    // The framework and the tool itself, as the runtime was started with them.
    private static string[] PlatformFiles() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    // A reference that is not there is missed only by who needs it.
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

    // In that list a file is named like the assembly in it.
    private static AssemblyName NameOf(string path) => new(Path.GetFileNameWithoutExtension(path));
}
