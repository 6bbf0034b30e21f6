using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Liaison.Tool;

/// <summary>Searches the metadata in an assembly's file. Loading the whole framework to find a name would take a second.</summary>
internal static class AssemblyFile
{
    /// <summary>
    /// Whether the assembly has a public type with that name, a type around it, or a namespace with that name or below it.
    /// </summary>
    public static bool MayHave(string path, string name)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        if (!image.HasMetadata)
        {
            return false;
        }

        var reader = image.GetMetadataReader();
        return reader.TypeDefinitions
            .Select(reader.GetTypeDefinition)
            .Any(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public && MayBe(reader, type, name));
    }

    private static bool MayBe(MetadataReader reader, TypeDefinition type, string name)
    {
        var ns = reader.GetString(type.Namespace);
        return ExposedName.IsAtOrBelow(ns, name)
            || (ExposedName.IsAtOrBelow(name, ns) && ExposedName.IsAtOrBelow(name, ExposedName.Of(ns, reader.GetString(type.Name))));
    }
}
