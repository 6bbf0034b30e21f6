using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Companions;

/// <summary>Finds what a target points at, checking every step against the exposure policy. It never evaluates anything.</summary>
internal sealed class TargetResolver
{
    private readonly ObjectNamespace _names;
    private readonly ExposurePolicy _policy;
    private readonly MemberCache _members;
    private readonly MemberAccess _memberAccess;
    private readonly ElementAccess _elementAccess;

    public TargetResolver(ObjectNamespace names, ExposurePolicy policy, ArgumentReader reader)
    {
        _names = names;
        _policy = policy;
        _members = new MemberCache(policy);
        _memberAccess = new MemberAccess(_members, policy, reader);
        _elementAccess = new ElementAccess(_members, reader);
    }

    public MemberCache Members => _members;

    /// <summary>The object; a <see cref="TypeTarget"/> or <see cref="MethodTarget"/> where the target names one of these.</summary>
    /// <exception cref="CommandException">The text is no target, points at nothing, or leads through what is not exposed.</exception>
    public object? Resolve(string target) => Resolve(Parse(target));

    /// <summary>Takes a target apart.</summary>
    /// <exception cref="CommandException">The text is no target.</exception>
    public static TargetPath Parse(string target) =>
        TargetPath.TryParse(target, out var path, out var problem)
            ? path
            : throw new CommandException(ErrorCode.NotFound, $"'{Cut(target)}' is not a target: {problem}.");

    /// <summary>Sets the property, field or element that the target names.</summary>
    /// <exception cref="CommandException">The target cannot be resolved or set, or the value does not fit.</exception>
    public void Assign(string target, object? value)
    {
        var path = Parse(target);
        if (path.Hops.Count == 0)
        {
            throw new CommandException(ErrorCode.BadArguments, $"'{target}' is no member or element. To give a name to a value, use store.");
        }

        var last = path.Hops[^1];
        var owner = Resolve(path with { Hops = [.. path.Hops.Take(path.Hops.Count - 1)] })
            ?? throw new CommandException(ErrorCode.NotFound, $"'{target[..last.Position]}' is null.");
        if (owner is ValueType && path.Hops.Count > 1)
        {
            throw new CommandException(
                ErrorCode.BadArguments, $"'{target[..last.Position]}' is a value, of which only a copy would be set. Set it as a whole.");
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

    /// <summary>What a reference points at; false where its text is no target that begins with a name.</summary>
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

    public object? Resolve(TargetPath path)
    {
        object? current;
        if (path.TypeName is { } typeName)
        {
            current = new TypeTarget(_policy.FindType(typeName) ?? throw NoType(typeName));
        }
        else if (!_names.TryGet(path.Root, out current))
        {
            return ResolveType(path);
        }

        foreach (var hop in path.Hops)
        {
            current = Step(path, hop, current);
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

    private TypeTarget ResolveType(TargetPath path)
    {
        if (path.IsDottedName && _policy.FindType(path.Text) is { } type)
        {
            return new TypeTarget(type);
        }

        throw new CommandException(
            ErrorCode.NotFound,
            $"There is no name '{path.Root}'{(path.Hops.Count > 0 && path.IsDottedName ? $", and no exposed type '{Cut(path.Text)}'" : "")}. {Hint(path)}");
    }

    private string Hint(TargetPath path)
    {
        var dot = path.IsDottedName ? path.Text.LastIndexOf('.') : -1;
        return dot > 0 && _policy.FindType(path.Text[..dot]) is not null
            ? $"A member of a type stands behind a colon: '{path.Text[..dot]}:{path.Text[(dot + 1)..]}'."
            : "Make the name with init, store or register, or expose the type on the host: companion.Expose<T>().";
    }

    private static CommandException NoType(string name) => new(
        ErrorCode.NotFound, $"No exposed type is named '{Cut(name)}'. Expose it on the host: companion.Expose<{TypeNameOf(name)}>().");

    private static string TypeNameOf(string name) => Cut(name[(name.LastIndexOf('.') + 1)..]);

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200] + "...";
}
