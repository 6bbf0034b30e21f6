using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>Finds exposed types by the names that C# gives them, whole or short.</summary>
internal sealed class TypeIndex
{
    // Names are the peers' choice; past this many, further ones are looked for anew each time.
    private const int MaxCachedNames = 256;

    private readonly ConcurrentDictionary<string, TypeTarget> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _byFullName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Type>> _byShortName = new(StringComparer.Ordinal);
    private readonly ExposurePolicy _policy;

    public TypeIndex(IEnumerable<Type> types, ExposurePolicy policy)
    {
        _policy = policy;
        foreach (var type in types)
        {
            Add(type);
        }

        Extensions = new ExtensionMethods(_byFullName.Values);
    }

    public ExtensionMethods Extensions { get; }

    /// <summary>The type of that name: <c>System.Math</c>, <c>Math</c>, <c>List&lt;System.Int32&gt;</c>, <c>Outer.Nested</c>.</summary>
    /// <exception cref="CommandException">The short name is that of several types, or type arguments do not fit.</exception>
    public TypeTarget? Find(string name)
    {
        if (_found.TryGetValue(name, out var known))
        {
            return known;
        }

        if (FindType(name) is not { } type)
        {
            return null;
        }

        var found = new TypeTarget(type);
        if (_found.Count < MaxCachedNames)
        {
            _found.TryAdd(name, found);
        }

        return found;
    }

    private Type? FindType(string name)
    {
        var bracket = name.IndexOf('<', StringComparison.Ordinal);
        return bracket < 0 ? FindSimple(name, name) : FindGeneric(name, bracket);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "As below; this is the type itself where it is not generic.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Exposed types were annotated, or come from members that require unreferenced code.")]
    private void Add(Type type)
    {
        var definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        if (!_policy.IsExposed(type) || !_byFullName.TryAdd(KeyOf(TypeName.Full(definition), definition), definition))
        {
            return;
        }

        var key = KeyOf(definition.Name.Split('`')[0], definition);
        if (!_byShortName.TryGetValue(key, out var same))
        {
            _byShortName[key] = same = [];
        }

        same.Add(definition);
        foreach (var nested in definition.GetNestedTypes())
        {
            Add(nested);
        }
    }

    private static string KeyOf(string name, Type definition)
    {
        var arity = definition.GetGenericArguments().Length;
        var bracket = name.IndexOf('<', StringComparison.Ordinal);
        return arity == 0 ? name : $"{(bracket < 0 ? name : name[..bracket])}`{arity}";
    }

    private Type? FindSimple(string key, string name)
    {
        if (_byFullName.TryGetValue(key, out var type))
        {
            return type;
        }

        return !_byShortName.TryGetValue(key, out var same) ? null
            : same is [var only] ? only
            : throw new CommandException(
                ErrorCode.Ambiguous, $"'{name}' is the name of several types: {string.Join(", ", same.Select(TypeName.Full))}. Write one of these.");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The type arguments are exposed types, whose members are kept.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where the code of this instantiation does not exist, the failure below says so.")]
    private Type? FindGeneric(string name, int bracket)
    {
        if (!name.EndsWith('>'))
        {
            return null;
        }

        var arguments = SplitArguments(name[(bracket + 1)..^1]);
        if (FindSimple($"{name[..bracket]}`{arguments.Count}", name) is not { } definition)
        {
            return null;
        }

        var types = new Type[arguments.Count];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = FindType(arguments[i])
                ?? throw new CommandException(ErrorCode.NotFound, $"The type argument {arguments[i]} of {name} is not an exposed type. Expose it on the host.");
        }

        try
        {
            var closed = definition.MakeGenericType(types);
            return _policy.IsExposed(closed) ? closed : null;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            throw new CommandException(ErrorCode.NotFound, $"{name} is not a type: {failure.Message}");
        }
    }

    // Splits at the commas outside of brackets. The parser has checked that the brackets match.
    private static List<string> SplitArguments(string text)
    {
        var arguments = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
            {
                arguments.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        arguments.Add(text[start..].Trim());
        return arguments;
    }
}
