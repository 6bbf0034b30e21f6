using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Liaison.Tool;

/// <summary>The assemblies of <c>--load</c>, and the resolution of their dependencies.</summary>
/// <remarks>
/// They are loaded like parts of the tool. The tool's own dependencies are shared with them, because a companion that derives from
/// another copy of Liaison.Core would not be a companion here. Other dependencies are searched beside the assemblies, and in their
/// deps.json.
/// </remarks>
internal sealed class LoadedAssemblies
{
    private readonly List<AssemblyDependencyResolver> _resolvers = [];
    private readonly List<Assembly> _assemblies = [];

    public LoadedAssemblies()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            _resolvers.Select(resolver => resolver.ResolveAssemblyToPath(name)).FirstOrDefault(path => path is not null) is { } path
                ? context.LoadFromAssemblyPath(path)
                : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            _resolvers.Select(resolver => resolver.ResolveUnmanagedDllToPath(name)).FirstOrDefault(path => path is not null) is { } path
                ? NativeLibrary.Load(path)
                : 0;
    }

    public IReadOnlyList<Assembly> All => _assemblies;

    /// <summary>Loads an assembly, and checks that its public types can be loaded.</summary>
    /// <param name="path">The path of its file.</param>
    /// <param name="option">The option that gave the path, for error texts.</param>
    /// <exception cref="ToolException">The assembly cannot be loaded.</exception>
    public void Load(string path, string option = "--load")
    {
        var file = Path.GetFullPath(path);
        if (!File.Exists(file))
        {
            throw ToolException.Usage($"{option} {path}: there is no file {file}. Build it first, or correct the path.");
        }

        try
        {
            _resolvers.Add(new AssemblyDependencyResolver(file));
            var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
            _ = assembly.GetExportedTypes();
            if (!_assemblies.Contains(assembly))
            {
                _assemblies.Add(assembly);
            }
        }
        catch (BadImageFormatException problem)
        {
            throw ToolException.Usage($"{option} {path}: this is not a .NET assembly for this platform. Give the .dll that the build wrote, not an .exe.", problem);
        }
        catch (Exception problem) when (problem is IOException or TypeLoadException or InvalidOperationException)
        {
            throw ToolException.Usage($"{option} {path}: {problem.Message}\nIts folder must contain all its dependencies: `dotnet publish` copies them.", problem);
        }
    }
}
