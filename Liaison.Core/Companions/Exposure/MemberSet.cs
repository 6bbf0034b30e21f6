using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Liaison.Commands;
using Liaison.Companions.Binding;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions.Exposure;

/// <summary>
/// The members that peers may reach on objects of one type: the public members of the type, its bases and its interfaces, if these are
/// exposed. A member that overrides or hides another comes before it.
/// </summary>
internal sealed class MemberSet
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // Peers choose the spellings. After this many, further ones are searched each time and not cached.
    private const int MaxCachedNames = 256;

    private readonly Dictionary<string, MemberGroup> _groups = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MemberGroup> _found = new(StringComparer.Ordinal);
    private readonly List<PropertyInfo> _indexers = [];
    private readonly List<MemberInfo> _hidden = [];
    private readonly Type _type;

    public MemberSet(Type type, ExposurePolicy policy)
    {
        _type = type;
        IsExposed = policy.IsExposed(type);
        foreach (var level in Hierarchy(type))
        {
            AddDeclared(level, policy.IsExposed(level));
        }

        if (_groups.Count > 0 || IsExposed)
        {
            AddToString();
        }

        Constructors = new OverloadSet(IsExposed && !type.IsAbstract && !typeof(Delegate).IsAssignableFrom(type) ? [.. ConstructorsOf(type)] : []);
    }

    /// <summary>Whether the type itself is exposed.</summary>
    public bool IsExposed { get; }

    public IEnumerable<MemberGroup> Groups => _groups.Values;

    /// <summary>
    /// The constructors. Empty if the type is abstract or not exposed, and for delegates, whose constructors take code pointers.
    /// </summary>
    public OverloadSet Constructors { get; }

    public IReadOnlyList<PropertyInfo> Indexers => _indexers;

    /// <summary>The members that <see cref="NameRule"/> finds by the name; null if there are none.</summary>
    /// <exception cref="CommandException">Several names match equally well.</exception>
    public MemberGroup? Find(string name)
    {
        if (_groups.TryGetValue(name, out var exact) || _found.TryGetValue(name, out exact))
        {
            return exact;
        }

        if (FindInexact(name) is not { } found)
        {
            return null;
        }

        if (_found.Count < MaxCachedNames)
        {
            _found.TryAdd(name, found);
        }

        return found;
    }

    private MemberGroup? FindInexact(string name)
    {
        for (var way = 1; way < NameRule.Ways; way++)
        {
            var found = _groups.Values.Where(group => NameRule.Match(name, group.Name) == way).ToList();
            if (found.Count == 1)
            {
                return found[0];
            }

            if (found.Count > 1)
            {
                throw new CommandException(
                    ErrorCode.Ambiguous,
                    $"'{name}' may mean {string.Join(" or ", found.Select(group => $"'{group.Name}'"))} of {TypeName.Full(_type)}. Write the name exactly.");
            }
        }

        return null;
    }

    private static IEnumerable<Type> Hierarchy(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            yield return level;
        }

        foreach (var contract in Interfaces(type))
        {
            yield return contract;
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that is exposed was annotated when it was.")]
    private static Type[] Interfaces(Type type) => type.GetInterfaces();

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Exposed types were annotated, or come from members that require unreferenced code.")]
    private static IEnumerable<CallSignature> ConstructorsOf(Type type) =>
        type.GetConstructors().Where(HiddenMembers.IsShown).Select(constructor => new CallSignature(constructor));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Exposed types were annotated, or come from members that require unreferenced code.")]
    private void AddDeclared(Type level, bool isExposed)
    {
        foreach (var member in level.GetMembers(Declared))
        {
            if (!HiddenMembers.IsShown(member))
            {
                _hidden.Add(member);
            }
            else if (isExposed && !_hidden.Exists(hidden => IsSame(hidden, member)))
            {
                Add(member);
            }
        }
    }

    private void Add(MemberInfo member)
    {
        switch (member)
        {
            case PropertyInfo property when property.GetIndexParameters().Length > 0:
                _indexers.Add(property);
                break;
            case PropertyInfo { GetMethod.IsPublic: true } or FieldInfo or Type:
                _groups.TryAdd(NameOf(member), new MemberGroup(NameOf(member), member));
                break;
            case MethodInfo { IsSpecialName: false } method:
                AddMethod(method);
                break;
        }
    }

    // A member that a type hides must not be reachable through its bases and interfaces.
    private static bool IsSame(MemberInfo hidden, MemberInfo member) =>
        hidden.Name == member.Name && Parameters(hidden).SequenceEqual(Parameters(member));

    private static IEnumerable<Type> Parameters(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType),
        PropertyInfo property => property.GetIndexParameters().Select(parameter => parameter.ParameterType),
        _ => [],
    };

    private void AddMethod(MethodInfo method)
    {
        if (_groups.TryGetValue(method.Name, out var group))
        {
            group.AddOverload(method);
        }
        else
        {
            _groups.Add(method.Name, new MemberGroup(method.Name, method));
        }
    }

    // ToString is available on every object. The other members of `object` lead to reflection.
    private void AddToString()
    {
        var method = typeof(object).GetMethod(nameof(ToString))!;
        if (!_hidden.Exists(hidden => IsSame(hidden, method)))
        {
            AddMethod(method);
        }
    }

    private static string NameOf(MemberInfo member) => member.Name.Split('`')[0];
}
