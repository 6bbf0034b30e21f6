using System.Reflection;
using System.Text.Json.Serialization;
using Liaison.Commands;
using Liaison.Companions.Binding;
using Liaison.Companions.Exposure;
using Liaison.Companions.Targets;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>The commands that have a target: most of liaison-py's eight, <c>set</c>, and <c>members</c> (WIRE, section 1).</summary>
internal sealed class TargetCommands(Companion companion, TargetResolver resolver, FunctionCaller functions, SequenceCollector sequences)
{
    [Command("get", ResolveReferences = false, Summary = "Gives the value that a target points at.")]
    public object? Get(string target) => resolver.Resolve(target);

    [Command("exists", ResolveReferences = false, Summary = "Tells whether a target points at anything.")]
    public bool Exists(object? target)
    {
        if (target is not string text)
        {
            return false;
        }

        try
        {
            resolver.Resolve(text);
            return true;
        }
        catch (Exception)
        {
            // Any exception means that the target cannot be resolved, even one of the application's code. `exists` is there to be asked
            // without failing.
            return false;
        }
    }

    [PassesCall]
    [Command("init", ResolveReferences = false, Summary = "Constructs an object, or calls a function, and gives the result a name.")]
    public async ValueTask<string> InitAsync(string name, string cls, CommandArguments arguments, CommandContext context)
    {
        companion.Namespace.CheckName(name);
        var made = await functions.CallAsync(cls, arguments, context).ConfigureAwait(false);
        await companion.Namespace.SetAsync(name, made, made: true).ConfigureAwait(false);
        return name;
    }

    [PassesCall]
    [Command("run", ResolveReferences = false, Summary = "Calls a function and returns its result.")]
    public ValueTask<object?> Run(string fcn, CommandArguments arguments, CommandContext context) => functions.CallAsync(fcn, arguments, context);

    [PassesCall]
    [Command("try", ResolveReferences = false, Summary = "Calls a function and tells whether it succeeded.")]
    public async ValueTask<TryResult> TryAsync(string fcn, CommandArguments arguments, CommandContext context)
    {
        try
        {
            var given = await functions.CallAsync(fcn, arguments, context).ConfigureAwait(false);
            return new TryResult(true, await sequences.CollectAsync(given, context).ConfigureAwait(false));
        }
        catch (Exception failure) when (!context.CancellationToken.IsCancellationRequested)
        {
            return new TryResult(false, CommandError.From(failure, companion.Options.IncludeErrorDetails).Lines.ToArray());
        }
    }

    [Command("register", ResolveReferences = false, Summary = "Stores the value of a target under a name: a type, a method or a value.")]
    public async ValueTask<string> RegisterAsync(string? name, string target)
    {
        var path = resolver.Parse(target);
        name ??= path.OwnName ?? throw new CommandException(ErrorCode.BadArguments, $"'{target}' has no name of its own. Give one.");
        await companion.Namespace.SetAsync(name, resolver.Resolve(path), made: false).ConfigureAwait(false);
        return name;
    }

    [Command("set", Summary = "Sets the property, field or element that a target names.")]
    public void Set(string target, object? value) => resolver.Assign(target, value);

    [Command("members", ResolveReferences = false, Summary = "Lists the members of a target that peers may reach.")]
    public MemberInfoEntry[] Members(string target) => resolver.Resolve(target) switch
    {
        null => [],
        MethodTarget method => [.. method.AllOverloads.Select(overload => new MemberInfoEntry(method.Name, "method", TypeName.Short(overload.ResultType), overload.Display))],
        TypeTarget type => MembersOf(type.Type),
        var value => MembersOf(value.GetType()),
    };

    private MemberInfoEntry[] MembersOf(Type type)
    {
        var members = resolver.Members[type];
        var constructors = members.Constructors.Signatures.Select(constructor => new MemberInfoEntry("new", "constructor", TypeName.Short(type), constructor.Display));
        return [.. constructors, .. members.Groups.OrderBy(group => group.Name, StringComparer.Ordinal).SelectMany(Describe)];
    }

    private static IEnumerable<MemberInfoEntry> Describe(MemberGroup group) => group.First switch
    {
        PropertyInfo property => [new MemberInfoEntry(group.Name, "property", TypeName.Short(property.PropertyType), null)],
        FieldInfo field => [new MemberInfoEntry(group.Name, "field", TypeName.Short(field.FieldType), null)],
        Type => [new MemberInfoEntry(group.Name, "type", group.Name, null)],
        _ => group.Overloads.Signatures.Select(overload => new MemberInfoEntry(group.Name, "method", TypeName.Short(overload.ResultType), overload.Display)),
    };

    internal sealed record MemberInfoEntry(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("kind")] string Kind,
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("signature")] string? Signature);
}
