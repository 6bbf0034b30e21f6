using System.Reflection;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>One command: its name, its parameters and result, and how it runs.</summary>
public sealed class CommandDescriptor
{
    private readonly CallSignature _signature;
    private readonly object? _instance;
    private readonly CommandInvoker? _invoke;
    private readonly bool _collects;

    /// <summary>Makes a command from a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="instance">The object that the method is called on; null if it is static, or each call has its own object.</param>
    /// <param name="requireAuthentication">Whether the command requires authentication if its attribute does not say.</param>
    /// <param name="invoke">Calls the method; null calls it by reflection.</param>
    /// <param name="implementation">For a method of a contract: the method that implements it. Its attributes count too.</param>
    internal CommandDescriptor(
        MethodInfo method, object? instance, bool requireAuthentication, CommandInvoker? invoke = null, MethodInfo? implementation = null)
    {
        var own = implementation?.GetCustomAttribute<CommandAttribute>(inherit: true);
        var attribute = method.GetCustomAttribute<CommandAttribute>(inherit: true) ?? own ?? new CommandAttribute();
        _signature = new CallSignature(method);
        _invoke = invoke;
        _instance = method.IsStatic ? null : instance;
        ResolvesReferences = attribute.ResolveReferences;
        Name = NameOf(method);
        Summary = attribute.Summary;
        IsImmediate = method.IsDefined(typeof(ImmediateAttribute), inherit: true) || implementation?.IsDefined(typeof(ImmediateAttribute), inherit: true) == true;
        Lane = Commands.Lane.Of(attribute);
        RequiresAuthentication = own?.Authentication == true || (attribute.Authentication ?? own?.Authentication ?? requireAuthentication);
        Policy = attribute.Policy ?? own?.Policy;
        Metadata = implementation is null ? CommandMetadata.Of(method) : [.. CommandMetadata.Of(method), .. CommandMetadata.Of(implementation)];
        Errors = DeclaredErrors.Of(method);
        IsGuarded = Policy is not null || CommandMetadata.DemandsAuthorization(Metadata);
        Filters = FilterAttribute.Among(Metadata);
        if (_signature.Unsupported is { } || _signature.IsOpen)
        {
            throw new ArgumentException($"{_signature.Display} cannot be a command, since {_signature.Unsupported ?? "it is generic"}.", nameof(method));
        }

        if (own?.Policy is { } policy && policy != Policy)
        {
            throw new ArgumentException($"{_signature.Display} has the policy '{Policy}' in the contract, and '{policy}' where it is implemented. Use the same policy in both places, or set it in only one.", nameof(method));
        }

        _collects = _signature.Parameters.Any(parameter => parameter.Role is ParameterRole.Params or ParameterRole.Keywords);
        MayKeepCall = _signature.MayKeepCall && !method.IsDefined(typeof(PassesCallAttribute), inherit: true);
        Parameters = [.. _signature.Parameters
            .Where(parameter => !parameter.IsSupplied)
            .Select(parameter => new CommandParameter(parameter.Name, parameter.Type, parameter.IsOptional, parameter.Default)
            {
                IsCollector = parameter.Role != ParameterRole.Bound,
            })];
    }

    /// <summary>The name that peers use.</summary>
    public string Name { get; internal init; }

    /// <summary>A description in one line; null if there is none.</summary>
    public string? Summary { get; }

    /// <summary>Whether the command never waits for other commands.</summary>
    public bool IsConcurrent => IsImmediate || Lane == Commands.Lane.Concurrent;

    /// <summary>
    /// The command's lane (<see cref="CommandAttribute.Lane"/>); null for the shared lane of all commands that name none.
    /// </summary>
    public string? Lane { get; internal set; }

    /// <summary>Whether only authenticated peers may call the command (<see cref="CommandAttribute.RequiresAuthentication"/>).</summary>
    public bool RequiresAuthentication { get; }

    /// <summary>The policy that callers must meet (<see cref="CommandAttribute.Policy"/>); null for none.</summary>
    public string? Policy { get; }

    /// <summary>The attributes of the method's class, followed by the method's own.</summary>
    public IReadOnlyList<object> Metadata { get; }

    /// <summary>The parameters that callers send; supplied ones, such as a token, are left out.</summary>
    public IReadOnlyList<CommandParameter> Parameters { get; }

    /// <summary>The type of the result after it was awaited; <see cref="void"/> for none.</summary>
    public Type ResultType => _signature.ResultType;

    /// <summary>The signature for people: <c>Shop.AddItem(string name, int count = 1)</c>.</summary>
    public string Signature => _signature.Display;

    /// <summary>Whether the context or the unread arguments may be kept after the call was answered.</summary>
    internal bool MayKeepCall { get; }

    /// <summary>The contract that the command belongs to; null for none.</summary>
    internal Type? Contract { get; init; }

    /// <summary>Whether generated code calls the method, instead of reflection.</summary>
    internal bool IsGenerated => _invoke is not null;

    /// <summary>The method that is called.</summary>
    internal MethodInfo Method => (MethodInfo)_signature.Method;

    /// <summary>The exceptions that the command declares.</summary>
    internal DeclaredErrors Errors { get; }

    /// <summary>Whether the command runs on the connection's read loop (<see cref="ImmediateAttribute"/>).</summary>
    internal bool IsImmediate { get; }

    /// <summary>
    /// Whether <see cref="CommandTable.Guard"/> must allow each call over a connection, so that without a guard all are refused.
    /// </summary>
    internal bool IsGuarded { get; }

    /// <summary>The attributes that put filters around it, the outermost first.</summary>
    internal Attribute[] Filters { get; }

    /// <summary>Whether strings <c>"$name"</c> in the arguments are references to objects.</summary>
    internal bool ResolvesReferences { get; }

    /// <summary>Provides the object that one call runs on; null if all calls run on the same object.</summary>
    internal Func<CommandContext, Leased<object>>? Lease { get; init; }

    /// <summary>Marks the arguments whose parameters read a stream as it arrives.</summary>
    internal bool[] FindStreams(CommandArguments arguments)
    {
        var found = new bool[arguments.Count];
        if (!Array.Exists(_signature.Parameters, parameter => ByteStreams.Is(parameter.Type)))
        {
            return found;
        }

        CallArgument[] prepared = [.. Enumerable.Range(0, arguments.Count).Select(i => new CallArgument(arguments[i].Name, arguments[i]))];
        var map = _signature.Map(prepared, out _);
        for (var i = 0; map is not null && i < _signature.Parameters.Length; i++)
        {
            if (map.SourceOf(i) is >= 0 and var source)
            {
                found[source] = ByteStreams.Is(_signature.Parameters[i].Type);
            }
        }

        return found;
    }

    /// <summary>Binds the arguments and runs the command. Exceptions of the command are thrown unchanged.</summary>
    /// <exception cref="CommandException">The arguments do not fit.</exception>
    internal ValueTask<CommandResult> InvokeAsync(CommandArguments arguments, CommandContext context, CallBinder binder, object? instance = null)
    {
        if (_invoke is not null && !_collects && _signature.KnownMap(arguments.Count) is { } known && arguments.ArePlain)
        {
            return _invoke(instance ?? _instance, new BoundArguments(binder, known, [], arguments, nested: false, context));
        }

        var resolve = ResolvesReferences && binder.Reader.HasReferences && arguments.References != ReferenceScope.None;
        var nested = resolve && arguments.References == ReferenceScope.All;
        var prepared = new Slots<CallArgument>(arguments.Count);
        binder.Reader.Prepare(arguments, resolve, prepared.Span);
        var map = _signature.Map(prepared.Span, out var problem) ?? throw new CommandException(ErrorCode.BadArguments, problem!);
        if (_invoke is not null)
        {
            return _invoke(instance ?? _instance, new BoundArguments(binder, map, prepared.Span, arguments, nested, context));
        }

        var values = new Slots<object?>(_signature.Parameters.Length);
        binder.Bind(map, prepared.Span, arguments, nested, context, values.Span);
        return CommandReturn.Awaited(_signature.InvokeAsync(instance ?? _instance, values.Span));
    }

    /// <summary>The command name of a method: the name in its attribute, else the method's own without a trailing <c>Async</c>.</summary>
    internal static string NameOf(MethodInfo method) =>
        method.GetCustomAttribute<CommandAttribute>(inherit: true)?.Name
        ?? (method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name.Length > 5 ? method.Name[..^5] : method.Name);
}
