using System.Reflection;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>One command: its name, what it takes and gives, and how it is run.</summary>
public sealed class CommandDescriptor
{
    private readonly CallSignature _signature;
    private readonly object? _instance;
    private readonly CommandInvoker? _invoke;
    private readonly bool _collects;

    /// <summary>Makes a command of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="instance">What the method is called on; null where it is static, or each call has an object of its own.</param>
    /// <param name="requireAuthentication">Whether the command requires authentication where it does not say so itself.</param>
    /// <param name="invoke">What calls the method; null calls it by reflection.</param>
    /// <param name="implementation">Of a method of a contract, the method that implements it, whose attributes count too.</param>
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
            throw new ArgumentException($"{_signature.Display} has the policy '{Policy}' in the contract, and '{policy}' where it is implemented. Name one of them.", nameof(method));
        }

        _collects = _signature.Parameters.Any(parameter => parameter.Role is ParameterRole.Params or ParameterRole.Keywords);
        MayKeepCall = _signature.Parameters.Any(parameter => parameter.Role is ParameterRole.Context or ParameterRole.Rest or ParameterRole.Progress);
        Parameters = [.. _signature.Parameters
            .Where(parameter => !parameter.IsSupplied)
            .Select(parameter => new CommandParameter(parameter.Name, parameter.Type, parameter.IsOptional, parameter.Default)
            {
                IsCollector = parameter.Role != ParameterRole.Bound,
            })];
    }

    /// <summary>The name that peers call it by.</summary>
    public string Name { get; internal init; }

    /// <summary>What it does, in one line; null where nobody said.</summary>
    public string? Summary { get; }

    /// <summary>Whether it never waits for other commands.</summary>
    public bool IsConcurrent => IsImmediate || Lane == Commands.Lane.Concurrent;

    /// <summary>The lane that it waits in (<see cref="CommandAttribute.Lane"/>); null for that of all commands that name none.</summary>
    public string? Lane { get; internal set; }

    /// <summary>Whether only peers that have authenticated may call it (<see cref="CommandAttribute.RequiresAuthentication"/>).</summary>
    public bool RequiresAuthentication { get; }

    /// <summary>The policy that callers have to meet (<see cref="CommandAttribute.Policy"/>); null for none.</summary>
    public string? Policy { get; }

    /// <summary>The attributes of the class that has the method, and then the method's own.</summary>
    public IReadOnlyList<object> Metadata { get; }

    /// <summary>What it takes, without what is supplied.</summary>
    public IReadOnlyList<CommandParameter> Parameters { get; }

    /// <summary>The type of what it gives once it was awaited; <see cref="void"/> for nothing.</summary>
    public Type ResultType => _signature.ResultType;

    /// <summary>As people read it: <c>Shop.AddItem(string name, int count = 1)</c>.</summary>
    public string Signature => _signature.Display;

    /// <summary>Whether the method is given the call or its arguments unread, and so may keep them.</summary>
    internal bool MayKeepCall { get; }

    /// <summary>The contract that the command belongs to; null for none.</summary>
    internal Type? Contract { get; init; }

    /// <summary>Whether generated code calls it, and no reflection.</summary>
    internal bool IsGenerated => _invoke is not null;

    /// <summary>The method that is called.</summary>
    internal MethodInfo Method => (MethodInfo)_signature.Method;

    /// <summary>The exceptions that it declares.</summary>
    internal DeclaredErrors Errors { get; }

    /// <summary>Whether it is run on the connection's read loop (<see cref="ImmediateAttribute"/>).</summary>
    internal bool IsImmediate { get; }

    /// <summary>Whether only callers that somebody has judged may call it, so that without a judge nobody may.</summary>
    internal bool IsGuarded { get; }

    /// <summary>The attributes that put filters around it, the outermost first.</summary>
    internal Attribute[] Filters { get; }

    /// <summary>Whether strings <c>"$name"</c> in its arguments stand for objects.</summary>
    internal bool ResolvesReferences { get; }

    /// <summary>Gives the object that one call runs on; null where all run on the same.</summary>
    internal Func<CommandContext, Leased<object>>? Lease { get; init; }

    /// <summary>Which of the arguments are for parameters that read a stream as it comes.</summary>
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

    /// <summary>Binds the arguments and runs the command. What it throws, this throws.</summary>
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

    /// <summary>The name of a method's command: the one that it is given, else the method's own without a trailing <c>Async</c>.</summary>
    internal static string NameOf(MethodInfo method) =>
        method.GetCustomAttribute<CommandAttribute>(inherit: true)?.Name
        ?? (method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name.Length > 5 ? method.Name[..^5] : method.Name);
}
