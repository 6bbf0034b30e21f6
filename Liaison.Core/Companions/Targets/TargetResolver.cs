using System.Collections.Concurrent;
using Liaison.Commands;
using Liaison.Companions.Binding;
using Liaison.Companions.Exposure;
using Liaison.Messages;

namespace Liaison.Companions.Targets;

/// <summary>
/// Finds the object that a target points at, and checks every step against the exposure policy. It never evaluates expressions.
/// </summary>
internal sealed class TargetResolver
{
    // Peers choose the targets. After this many, further ones are parsed each time and not cached.
    private const int MaxCachedPaths = 1_024;

    private readonly ConcurrentDictionary<string, TargetPath> _paths = new(StringComparer.Ordinal);
    private readonly ObjectNamespace _names;
    private readonly ExposurePolicy _policy;
    private readonly MemberCache _members;
    private readonly MemberAccess _memberAccess;
    private readonly ElementAccess _elementAccess;
    private int _cachedPaths;

    public TargetResolver(ObjectNamespace names, ExposurePolicy policy, ArgumentReader reader)
    {
        _names = names;
        _policy = policy;
        _members = new MemberCache(policy);
        _memberAccess = new MemberAccess(_members, policy, reader);
        _elementAccess = new ElementAccess(_members, policy, reader);
    }

    public MemberCache Members => _members;

    /// <summary>The object; a <see cref="TypeTarget"/> or <see cref="MethodTarget"/> if the target names a type or a method.</summary>
    /// <exception cref="CommandException">
    /// The text is not a target, points at nothing, or leads through something that is not exposed.
    /// </exception>
    public object? Resolve(string target) => Resolve(Parse(target));

    /// <summary>The function, if the target ends at a method; otherwise null, and the caller resolves the target instead.</summary>
    /// <exception cref="CommandException">
    /// The text is not a target, points at nothing, or leads through something that is not exposed.
    /// </exception>
    public Function? ResolveFunction(string target)
    {
        var path = Parse(target);
        var version = _policy.Version;
        if (path.Method is { } known && known.Version == version)
        {
            return known.Function;
        }

        if (path.Hops.Count == 0 || path.Hops[^1].IsIndex || IsTypeAlone(path))
        {
            return null;
        }

        var owner = Walk(path, path.Hops.Count - 1);
        var function = owner is null ? null : _memberAccess.FindMethod(owner, path.Hops[^1].Name);
        if (function is { } method && path is { TypeName: not null, Hops.Count: 1 })
        {
            path.Method = new TypeMethod(version, method);
        }

        return function;
    }

    /// <summary>Parses a target. A message may contain null in its place, which is refused.</summary>
    /// <exception cref="CommandException">The text is not a target.</exception>
    public TargetPath Parse(string? target)
    {
        if (target is null)
        {
            throw new CommandException(ErrorCode.BadArguments, "The target is null. Give the name of an object or a type.");
        }

        if (_paths.TryGetValue(target, out var known))
        {
            return known;
        }

        if (!TargetPath.TryParse(target, out var path, out var problem))
        {
            throw new CommandException(ErrorCode.NotFound, $"'{Expectation.Shorten(target)}' is not a target: {problem}. A target is a name or a type, followed by .members and [keys]. To call a function that a target points at, use run.");
        }

        // Counted here, because the dictionary's Count takes all of its locks.
        if (Volatile.Read(ref _cachedPaths) < MaxCachedPaths && _paths.TryAdd(target, path))
        {
            Interlocked.Increment(ref _cachedPaths);
        }

        return path;
    }

    /// <summary>Sets the property, field or element that the target names.</summary>
    /// <exception cref="CommandException">The target cannot be resolved or set, or the value does not fit.</exception>
    public void Assign(string target, object? value)
    {
        var path = Parse(target);
        if (path.Hops.Count == 0)
        {
            throw new CommandException(ErrorCode.BadArguments, $"'{target}' is no member or element. To give a name to a value, use store.");
        }

        if (IsTypeAlone(path))
        {
            throw new CommandException(ErrorCode.BadArguments, $"'{target}' is the type {ResolveType(path)}, and cannot be set.");
        }

        var last = path.Hops[^1];
        var owner = Walk(path, path.Hops.Count - 1)
            ?? throw new CommandException(ErrorCode.NotFound, $"'{target[..last.Position]}' is null.");
        if (owner is ValueType && path.Hops.Count > 1)
        {
            throw new CommandException(
                ErrorCode.BadArguments, $"'{target[..last.Position]}' is a struct, so only a copy would be set. Set it as a whole.");
        }

        if (last.IsIndex)
        {
            _elementAccess.Set(owner, last, value);
        }
        else
        {
            _memberAccess.Set(owner, last.Name, value);
        }
    }

    /// <summary>Finds the object of a reference; false if the text is not a target that begins with a name.</summary>
    public bool TryResolveReference(string text, out object? value)
    {
        value = null;
        if (!TargetPath.TryParse(text, out var path, out _) || path.TypeName is not null)
        {
            return false;
        }

        value = Resolve(path);
        return true;
    }

    public object? Resolve(TargetPath path) => Walk(path, path.Hops.Count);

    private object? Walk(TargetPath path, int hops)
    {
        object? current;
        if (path.TypeName is { } typeName)
        {
            current = _policy.FindType(typeName) ?? throw NoType(typeName);
        }
        else if (!_names.TryGet(path.Root, out current))
        {
            return ResolveType(path);
        }

        for (var i = 0; i < hops; i++)
        {
            current = Step(path, path.Hops[i], current);
        }

        return current;
    }

    private object? Step(TargetPath path, TargetHop hop, object? current)
    {
        if (current is null)
        {
            throw new CommandException(ErrorCode.NotFound, $"'{path.Text[..hop.Position]}' is null, so that '{path.Text}' points at nothing.");
        }

        return hop.IsIndex ? _elementAccess.Get(current, hop) : _memberAccess.Get(current, hop.Name);
    }

    // Without a colon, and without a known name at its root, the whole path is a type's name, and its last part is not a method.
    private bool IsTypeAlone(TargetPath path) => path.TypeName is null && !_names.TryGet(path.Root, out _);

    private TypeTarget ResolveType(TargetPath path)
    {
        if (path.IsDottedName && _policy.FindType(path.Text) is { } type)
        {
            return type;
        }

        throw new CommandException(
            ErrorCode.NotFound,
            $"There is no name '{path.Root}'{(path.Hops.Count > 0 && path.IsDottedName ? $", and no exposed type '{Expectation.Shorten(path.Text)}'" : "")}. {Hint(path)}");
    }

    private string Hint(TargetPath path)
    {
        var dot = path.IsDottedName ? path.Text.LastIndexOf('.') : -1;
        return dot > 0 && _policy.FindType(path.Text[..dot]) is not null
            ? $"A member of a type comes after a colon: '{path.Text[..dot]}:{path.Text[(dot + 1)..]}'."
            : $"Make the name with init, store or register, or expose the type on the host: companion.Expose<{(path.Hops.Count == 0 ? Expectation.Shorten(path.Root) : "T")}>().";
    }

    private static CommandException NoType(string name) => new(
        ErrorCode.NotFound, $"No exposed type is named '{Expectation.Shorten(name)}'. Expose it on the host: companion.Expose<{TypeNameOf(name)}>().");

    private static string TypeNameOf(string name) => Expectation.Shorten(name[(name.LastIndexOf('.') + 1)..]);
}
