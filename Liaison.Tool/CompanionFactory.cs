using System.Reflection;
using Liaison.Companions;

namespace Liaison.Tool;

/// <summary>Creates the served companion: an object of the requested class, with the loaded and exposed types.</summary>
internal static class CompanionFactory
{
    /// <exception cref="ToolException">A requested class, type or namespace does not exist.</exception>
    public static Companion Create(ServeSettings settings)
    {
        var loaded = new LoadedAssemblies();
        foreach (var path in settings.Load)
        {
            loaded.Load(path);
        }

        var companion = settings.Companion is { } name
            ? Construct(FindClass(name, loaded), settings)
            : new Companion(Options(settings));
        companion.ExposeBasicTypes();
        foreach (var assembly in loaded.All)
        {
            companion.ExposeAssembly(assembly);
        }

        var search = new TypeSearch(loaded);
        foreach (var exposed in settings.Expose)
        {
            Expose(companion, search, exposed);
        }

        if (settings.ExposeAll)
        {
            // Names are searched in the loaded assemblies. Without this, only the parts of the framework that the tool has used
            // would be loaded.
            TypeSearch.LoadPlatform();
            companion.ExposeEverything();
        }

        return companion;
    }

    private static CompanionOptions Options(ServeSettings settings) => new() { IncludeErrorDetails = settings.Details ?? true };

    private static void Expose(Companion companion, TypeSearch search, string text)
    {
        var name = ExposedName.Normalize(text);
        var found = false;
        foreach (var assembly in name == "" ? [] : search.Assemblies(name))
        {
            foreach (var type in TypeSearch.Types(assembly, name))
            {
                companion.Expose(type);
                found = true;
            }

            if (TypeSearch.HasNamespace(assembly, name))
            {
                companion.ExposeNamespace(name, assembly);
                found = true;
            }
        }

        if (!found)
        {
            throw ToolException.Usage(
                $"--expose {text}: no public type or namespace in the loaded assemblies or in the framework has this name. "
                + "Write the full name, in upper and lower case, e.g. System.IO.File, or --load its assembly.");
        }
    }

    private static Type FindClass(string text, LoadedAssemblies loaded)
    {
        var name = ExposedName.Normalize(text);
        var classes = loaded.All.SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => typeof(Companion).IsAssignableFrom(type) && !type.IsAbstract && !type.ContainsGenericParameters)
            .ToList();
        return classes.Where(type => ExposedName.Of(type) == name || type.Name == name).ToList() switch
        {
            [var only] => only,
            [] when loaded.All.Count == 0 => throw ToolException.Usage($"--companion {text}: no assembly is loaded that could contain it. Add --load <assembly.dll>."),
            [] => throw ToolException.Usage($"--companion {text}: no public class of that name in the loaded assemblies derives from Companion. {Those(classes)}"),
            var several => throw ToolException.Usage($"--companion {text}: several classes have this name. {Those(several)}"),
        };
    }

    private static string Those(List<Type> classes) => classes.Count == 0
        ? "None does."
        : $"These do: {string.Join(", ", classes.Select(ExposedName.Of).Order(StringComparer.Ordinal))}.";

    private static Companion Construct(Type type, ServeSettings settings)
    {
        try
        {
            if (type.GetConstructor([typeof(CompanionOptions)]) is { } withOptions)
            {
                return (Companion)withOptions.Invoke(BindingFlags.DoNotWrapExceptions, null, [Options(settings)], null);
            }

            if (type.GetConstructor([]) is { } plain && settings.Details is null)
            {
                return (Companion)plain.Invoke(BindingFlags.DoNotWrapExceptions, null, [], null);
            }
        }
        catch (Exception failure)
        {
            throw new ToolException(ExitCodes.Failed, $"--companion {type}: its constructor failed.\n{failure}", failure);
        }

        throw ToolException.Usage(
            $"--companion {type}: it needs a public constructor that takes CompanionOptions and nothing else, "
            + (settings.Details is null ? "or one that takes nothing." : "or --details cannot be passed on to it."));
    }
}
