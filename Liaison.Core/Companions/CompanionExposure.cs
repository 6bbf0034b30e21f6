using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Liaison.Companions;

/// <summary>
/// Extension methods that expose types and return the companion, for chained calls. <see cref="Companion.Exposure"/> has the whole
/// policy.
/// </summary>
public static class CompanionExposure
{
    /// <summary>Exposes the type's public members, constructors and nested types. Safe under trimming.</summary>
    public static Companion Expose<[DynamicallyAccessedMembers(ExposurePolicy.Needed)] T>(this Companion companion)
    {
        ArgumentNullException.ThrowIfNull(companion);
        companion.Exposure.Expose<T>();
        return companion;
    }

    /// <summary>Exposes the type's public members, constructors and nested types. Safe under trimming.</summary>
    public static Companion Expose(this Companion companion, [DynamicallyAccessedMembers(ExposurePolicy.Needed)] Type type)
    {
        ArgumentNullException.ThrowIfNull(companion);
        companion.Exposure.Expose(type);
        return companion;
    }

    /// <summary>Exposes the public types of a namespace and of its sub-namespaces, in one assembly.</summary>
    [RequiresUnreferencedCode("Types and members that the application does not use itself may have been removed. Use Expose<T>().")]
    public static Companion ExposeNamespace(this Companion companion, string name, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(companion);
        companion.Exposure.ExposeNamespace(name, assembly);
        return companion;
    }

    /// <summary>Exposes the public types of an assembly.</summary>
    [RequiresUnreferencedCode("Types and members that the application does not use itself may have been removed. Use Expose<T>().")]
    public static Companion ExposeAssembly(this Companion companion, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(companion);
        companion.Exposure.ExposeAssembly(assembly);
        return companion;
    }

    /// <summary>Exposes the harmless framework types that <see cref="BasicTypes"/> lists. Safe under trimming.</summary>
    public static Companion ExposeBasicTypes(this Companion companion)
    {
        ArgumentNullException.ThrowIfNull(companion);
        companion.Exposure.ExposeBasicTypes();
        return companion;
    }

    /// <summary>
    /// Exposes every public type of every loaded assembly: a peer can then do anything that this process can. The host logs a warning.
    /// </summary>
    [RequiresUnreferencedCode("Types and members that the application does not use itself may have been removed. Use Expose<T>().")]
    public static Companion ExposeEverything(this Companion companion)
    {
        ArgumentNullException.ThrowIfNull(companion);
        companion.Exposure.ExposeEverything();
        return companion;
    }
}
