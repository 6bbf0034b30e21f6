using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Liaison.Companions.Exposure;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>Decides what peers may reach. The host must expose types; nothing is exposed by default.</summary>
/// <remarks>
/// Every step of a target is checked against the type that declares the member, so that peers cannot go from an exposed object to one
/// that is not exposed. Thread-safe; types may be added while peers are served.
/// </remarks>
public sealed class ExposurePolicy : IOpaque
{
    /// <summary>The default for how many generic types peers may create from exposed ones.</summary>
    internal const int DefaultMaxGenericTypes = 1_000;

    // The parts of a type that peers use: its members, its constructors and its nested types.
    internal const DynamicallyAccessedMemberTypes Needed =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods
        | DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicFields
        | DynamicallyAccessedMemberTypes.PublicNestedTypes;

    private readonly ConcurrentDictionary<Type, byte> _types = new();
    private readonly ConcurrentDictionary<(Assembly Assembly, string? Namespace), byte> _rules = new();
    private readonly GenericTypes _generics;
    private volatile TypeIndex? _index;
    private volatile bool _everything;
    private int _version;

    /// <summary>Creates a policy that exposes nothing.</summary>
    public ExposurePolicy()
        : this(DefaultMaxGenericTypes)
    {
    }

    internal ExposurePolicy(int maxGenericTypes) => _generics = new GenericTypes(maxGenericTypes);

    /// <summary>The types that were exposed one by one, not by namespace or assembly.</summary>
    public IReadOnlyCollection<Type> ExposedTypes => [.. _types.Keys.OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>Whether every public type is exposed.</summary>
    public bool IsEverythingExposed => _everything;

    /// <summary>Increases with every change, so that data derived from the policy can be discarded.</summary>
    internal int Version => Volatile.Read(ref _version);

    /// <summary>Exposes the type's public members, constructors and nested types. Safe under trimming.</summary>
    public void Expose<[DynamicallyAccessedMembers(Needed)] T>() => Expose(typeof(T));

    /// <summary>Exposes the type's public members, constructors and nested types. Safe under trimming.</summary>
    /// <param name="type">
    /// The type. A generic type definition (<c>typeof(List&lt;&gt;)</c>) includes all types that are constructed from it.
    /// </param>
    public void Expose([DynamicallyAccessedMembers(Needed)] Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (_types.TryAdd(type, 0))
        {
            Changed();
        }
    }

    /// <summary>Exposes the public types of a namespace and of its sub-namespaces, in one assembly.</summary>
    /// <exception cref="ArgumentException">The assembly has no public type in the namespace.</exception>
    [RequiresUnreferencedCode("Types and members that the application does not use itself may have been removed. Use Expose<T>().")]
    public void ExposeNamespace(string name, Assembly assembly)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(assembly);
        if (!assembly.GetExportedTypes().Any(type => IsIn(type, name)))
        {
            throw new ArgumentException($"{assembly.GetName().Name} has no public type in the namespace {name}. Correct the name, or pass another assembly.", nameof(name));
        }

        _rules.TryAdd((assembly, name), 0);
        Changed();
    }

    /// <summary>Exposes the public types of an assembly.</summary>
    [RequiresUnreferencedCode("Types and members that the application does not use itself may have been removed. Use Expose<T>().")]
    public void ExposeAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _rules.TryAdd((assembly, null), 0);
        Changed();
    }

    /// <summary>Exposes <see cref="BasicTypes"/>. Safe under trimming.</summary>
    public void ExposeBasicTypes() => BasicTypes.ExposeIn(this);

    /// <summary>
    /// Exposes every public type of every loaded assembly, as liaison-py does. A peer can then do anything that this process can: read
    /// files, start programs, end the process.
    /// </summary>
    [RequiresUnreferencedCode("Types and members that the application does not use itself may have been removed. Use Expose<T>().")]
    public void ExposeEverything()
    {
        _everything = true;
        Changed();
    }

    /// <summary>Whether peers may reach members that the type declares.</summary>
    internal bool IsExposed(Type type) =>
        !HiddenMembers.IsHidden(type)
        && (IsListed(type) || (type.IsNestedPublic && IsExposed(type.DeclaringType!)) || (type.IsVisible && (_everything || IsRuled(type))));

    /// <summary>
    /// Whether the type's members lead from an object to its type, and from there to all code. Such a type must be exposed
    /// explicitly: adding an object of it to the namespace does not expose it.
    /// </summary>
    internal static bool LeadsToReflection(Type type) =>
        type == typeof(object) || type == typeof(Delegate) || type == typeof(MulticastDelegate)
        || typeof(MemberInfo).IsAssignableFrom(type) || typeof(Assembly).IsAssignableFrom(type) || typeof(Module).IsAssignableFrom(type);

    /// <summary>The extension methods of exposed classes.</summary>
    internal ExtensionMethods Extensions => Index.Extensions;

    /// <summary>The exposed type with this name; null if there is none.</summary>
    /// <exception cref="Messages.CommandException">Several types have this short name.</exception>
    internal TypeTarget? FindType(string name) => Index.Find(name);

    private TypeIndex Index
    {
        get
        {
            // Read the version first: an index that was built during a change then has an old version, and is built again.
            var version = Version;
            var index = _index;
            return index?.Version == version ? index : _index = BuildIndex(version);
        }
    }

    private bool IsListed(Type type) =>
        _types.ContainsKey(type) || (type.IsGenericType && !type.IsGenericTypeDefinition && _types.ContainsKey(type.GetGenericTypeDefinition()));

    private bool IsRuled(Type type)
    {
        if (_rules.IsEmpty)
        {
            return false;
        }

        if (_rules.ContainsKey((type.Assembly, null)))
        {
            return true;
        }

        for (var ns = type.Namespace; !string.IsNullOrEmpty(ns); ns = ns.LastIndexOf('.') is > 0 and var dot ? ns[..dot] : null)
        {
            if (_rules.ContainsKey((type.Assembly, ns)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(Type type, string name) =>
        type.Namespace is { } ns && (ns == name || (ns.StartsWith(name, StringComparison.Ordinal) && ns[name.Length] == '.'));

    private void Changed() => Interlocked.Increment(ref _version);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Rules and 'everything' are set by members that require unreferenced code.")]
    private TypeIndex BuildIndex(int version)
    {
        var types = new List<Type>(_types.Keys);
        foreach (var (assembly, ns) in _rules.Keys)
        {
            types.AddRange(assembly.GetExportedTypes().Where(type => ns is null || IsIn(type, ns)));
        }

        if (_everything)
        {
            types.AddRange(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).SelectMany(TypesThatLoad));
        }

        return new TypeIndex(types, this, _generics, version);
    }

    // An assembly with missing dependencies must not make the others fail.
    [RequiresUnreferencedCode("Types that the application does not use itself may have been removed.")]
    private static IEnumerable<Type> TypesThatLoad(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception failure) when (failure is FileNotFoundException or FileLoadException or TypeLoadException)
        {
            return [];
        }
    }
}
