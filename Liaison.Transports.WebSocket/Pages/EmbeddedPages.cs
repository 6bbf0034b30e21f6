using System.Reflection;

namespace Liaison.Transports;

/// <summary>Pages that are resources of an assembly. Each is read once.</summary>
internal sealed class EmbeddedPages : IPageSource
{
    private const string Index = "index.html";

    private readonly Dictionary<string, PageFile> _files = [];

    /// <param name="assembly">The assembly.</param>
    /// <param name="folder">The beginning of their logical names, for example <c>Console/</c>.</param>
    /// <param name="at">
    /// The text that replaces that beginning in their paths, without the first slash: <c>console/</c>, or empty for the root.
    /// </param>
    /// <exception cref="ArgumentException">The assembly has no such resource.</exception>
    public EmbeddedPages(Assembly assembly, string folder, string at)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)))
        {
            _files.Add(at + name[folder.Length..], PageFile.OfBytes(name, Read(assembly, name)));
        }

        if (_files.Count == 0)
        {
            throw new ArgumentException($"No resource of {assembly.GetName().Name} begins with '{folder}'.", nameof(folder));
        }
    }

    public PageFile? Find(PagePath path) => _files.GetValueOrDefault(string.Join('/', path.File(Index)));

    private static byte[] Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
