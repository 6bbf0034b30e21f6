using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Liaison.Companions.Exposure;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>What peers may reach. Nothing is, until the host says so.</summary>
/// <remarks>
/// Every step of a target is checked against the type that declares the member, so that nobody walks from an exposed object into
/// what is not. Thread-safe; types may be added while peers are served.
/// </remarks>
public sealed class ExposurePolicy : IOpaque
{
    /// <summary>How many generic types peers may have made of exposed ones, where nobody says otherwise.</summary>
    internal const int DefaultMaxGenericTypes = 1_000;

    // What a peer needs of a type: its members, its constructors and the types inside of it.
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

    /// <summary>Makes a policy that exposes nothing.</summary>
    public ExposurePolicy()
        : this(DefaultMaxGenericTypes)
    {
    }

    internal ExposurePolicy(int maxGenericTypes) => _generics = new GenericTypes(maxGenericTypes);

    /// <summary>The types that were exposed one by one.</summary>
    public IReadOnlyCollection<Type> ExposedTypes => [.. _types.Keys.OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>Whether every public type is exposed.</summary>
    public bool IsEverythingExposed => _everything;

    /// <summary>Grows with every change, so that what was derived from the policy can be thrown away.</summary>
    internal int Version => Volatile.Read(ref _version);

    /// <summary>Exposes the type's public members, constructors and nested types. Safe under trimming.</summary>
    public void Expose<[DynamicallyAccessedMembers(Needed)] T>() => Expose(typeof(T));

    /// <summary>Exposes the type's public members, constructors and nested types. Safe under trimming.</summary>
    /// <param name="type">The type; a generic one without arguments (<c>typeof(List&lt;&gt;)</c>) stands for all that are made of it.</param>
    public void Expose([DynamicallyAccessedMembers(Needed)] Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (_types.TryAdd(type, 0))
        {
            Changed();
        }
    }

    /// <summary>Exposes the public types of a namespace and of those below it, in one assembly.</summary>
    /// <exception cref="ArgumentException">The assembly has no public type there.</exception>
    [RequiresUnreferencedCode("Types and members that the application does not use itself may have been removed. Use Expose<T>().")]
    public void ExposeNamespace(string name, Assembly assembly)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(assembly);
        if (!assembly.GetExportedTypes().Any(type => IsIn(type, name)))
        {
            throw new ArgumentException($"{assembly.GetName().Name} has no public type in the namespace {name}.", nameof(name));
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
    /// Exposes every public type of every loaded assembly, as liaison-py does. A peer can then do whatever this process can: read files,
    /// start programs, end it.
    /// </summary>
    [RequiresUnreferencedCode("Types and members that the application does not use itself may have been removed. Use Expose<T>().")]
    public void ExposeEverything()
    {
        _everything = true;
        Changed();
    }

    /// <summary>Whether members that the type declares may be reached.</summary>
    internal bool IsExposed(Type type) =>
        !HiddenMembers.IsHidden(type)
        && (IsListed(type) || (type.IsNestedPublic && IsExposed(type.DeclaringType!)) || (type.IsVisible && (_everything || IsRuled(type))));

    /// <summary>
    /// Whether the type's members lead from an object to its type, and so to all code there is. Such a type is exposed by name alone, and
    /// never because an object of it is in the namespace.
    /// </summary>
    internal static bool LeadsToReflection(Type type) =>
        type == typeof(object) || type == typeof(Delegate) || type == typeof(MulticastDelegate)
        || typeof(MemberInfo).IsAssignableFrom(type) || typeof(Assembly).IsAssignableFrom(type) || typeof(Module).IsAssignableFrom(type);

    /// <summary>The extension methods of exposed classes.</summary>
    internal ExtensionMethods Extensions => Index.Extensions;

    /// <summary>The exposed type of that name; null where there is none.</summary>
    /// <exception cref="Messages.CommandException">More than one has this short name.</exception>
    internal TypeTarget? FindType(string name) => Index.Find(name);

    private TypeIndex Index
    {
        get
        {
            // The version is read first: an index that was built while the policy changed is then told from a current one.
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

    // An assembly whose own dependencies are not there must not take the others with it.
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
