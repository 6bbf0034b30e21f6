using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions.Exposure;

/// <summary>Finds exposed types by their C# names, full or short.</summary>
internal sealed class TypeIndex
{
    // Peers choose the names. After this many, further ones are searched each time and not cached.
    private const int MaxCachedNames = 256;

    private readonly ConcurrentDictionary<string, TypeTarget> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _byFullName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Type>> _byShortName = new(StringComparer.Ordinal);
    private readonly ExposurePolicy _policy;
    private readonly GenericTypes _generics;

    /// <summary>Creates an index.</summary>
    /// <param name="types">The types, without their nested types.</param>
    /// <param name="policy">Decides which of them are exposed.</param>
    /// <param name="generics">Creates types with type arguments.</param>
    /// <param name="version">The version of the policy when the types were taken from it.</param>
    public TypeIndex(IEnumerable<Type> types, ExposurePolicy policy, GenericTypes generics, int version)
    {
        _policy = policy;
        _generics = generics;
        Version = version;
        foreach (var type in types)
        {
            Add(type);
        }

        Extensions = new ExtensionMethods(_byFullName.Values);
    }

    public int Version { get; }

    public ExtensionMethods Extensions { get; }

    /// <summary>Finds the type by its name: <c>System.Math</c>, <c>Math</c>, <c>List&lt;int&gt;</c>, <c>Outer.Nested</c>.</summary>
    /// <exception cref="CommandException">Several types have the short name, or type arguments do not fit.</exception>
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
        if (TypeName.OfKeyword(name) is { } simple)
        {
            return _policy.IsExposed(simple) ? simple : null;
        }

        var arguments = new List<string>();
        var definition = FindDefinition(KeyOf(name, arguments), name);
        if (definition is null || arguments.Count == 0)
        {
            return definition;
        }

        var closed = _generics.Make(definition, [.. arguments.Select(argument => ArgumentOf(argument, name))]);
        return _policy.IsExposed(closed) ? closed : null;
    }

    // Keywords (numbers, string, object) need no exposure as type arguments: through them, peers reach nothing more.
    private Type ArgumentOf(string argument, string name) =>
        TypeName.OfKeyword(argument) ?? FindType(argument)
        ?? throw new CommandException(ErrorCode.NotFound, $"The type argument {argument} of {name} is not an exposed type. Expose it on the host.");

    private Type? FindDefinition(string key, string name)
    {
        if (_byFullName.TryGetValue(key, out var type))
        {
            return type;
        }

        return !_byShortName.TryGetValue(key, out var same) ? null
            : same is [var only] ? only
            : throw new CommandException(
                ErrorCode.Ambiguous, $"'{name}' is the name of several types: {string.Join(", ", same.Select(TypeName.Full).Order(StringComparer.Ordinal))}. Write one of these.");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "As below; this is the type itself where it is not generic.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Exposed types were annotated, or come from members that require unreferenced code.")]
    private void Add(Type type)
    {
        var definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        var full = definition.FullName!.Replace('+', '.');
        if (!_policy.IsExposed(type) || !_byFullName.TryAdd(full, definition))
        {
            return;
        }

        var dotted = string.IsNullOrEmpty(definition.Namespace) ? full : full[(definition.Namespace.Length + 1)..];
        AddShort(dotted, definition);
        if (definition.Name != dotted)
        {
            AddShort(definition.Name, definition);
        }

        foreach (var nested in definition.GetNestedTypes())
        {
            Add(nested);
        }
    }

    private void AddShort(string name, Type definition)
    {
        if (!_byShortName.TryGetValue(name, out var same))
        {
            _byShortName[name] = same = [];
        }

        same.Add(definition);
    }

    // The name as reflection writes it, with the type arguments taken out: `Outer<int>.Nested<string>` is Outer`1.Nested`1. The parser has
    // checked that the brackets match.
    private static string KeyOf(string name, List<string> arguments)
    {
        var key = new StringBuilder(name.Length);
        var (depth, start, before) = (0, 0, 0);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            depth += c switch { '<' => 1, '>' => -1, _ => 0 };
            if (c == '<' && depth == 1)
            {
                (start, before) = (i + 1, arguments.Count);
            }
            else if ((c == ',' && depth == 1) || (c == '>' && depth == 0))
            {
                arguments.Add(name[start..i].Trim());
                start = i + 1;
                key.Append(c == '>' ? $"`{arguments.Count - before}" : "");
            }
            else if (depth == 0)
            {
                key.Append(c);
            }
        }

        return key.ToString();
    }
}
