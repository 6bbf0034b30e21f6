using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Liaison.Tool;

/// <summary>Looks into an assembly's file. Loading all of the framework, to find out who has a name, would take a second.</summary>
internal static class AssemblyFile
{
    /// <summary>Whether there is a public type of that name, of a type that encloses it, or in a namespace of that name or below.</summary>
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
