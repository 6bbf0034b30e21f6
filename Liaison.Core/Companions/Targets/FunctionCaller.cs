using System.Collections.Concurrent;
using Liaison.Commands;
using Liaison.Companions.Binding;
using Liaison.Companions.Exposure;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions.Targets;

/// <summary>Calls the method, the type's constructor or the delegate that a target points at.</summary>
internal sealed class FunctionCaller(TargetResolver resolver, ArgumentReader reader)
{
    private readonly OverloadBinder _overloads = new(reader);
    private readonly CallBinder _binder = new(reader);
    private readonly ConcurrentDictionary<Type, OverloadSet> _delegates = new();

    /// <summary>
    /// Calls the function with the arguments, after references were replaced. Exceptions of the function are thrown unchanged.
    /// </summary>
    /// <exception cref="CommandException">The target cannot be resolved or called, or the arguments do not fit.</exception>
    public ValueTask<object?> CallAsync(string target, CommandArguments arguments, CommandContext context)
    {
        var (instance, overloads) = resolver.ResolveFunction(target) ?? Candidates(target, resolver.Resolve(target));
        var nested = arguments.References == ReferenceScope.All;
        var prepared = new Slots<CallArgument>(arguments.Count);
        reader.Prepare(arguments, resolve: arguments.References != ReferenceScope.None, prepared.Span);
        var map = _overloads.Choose(target, overloads, prepared.Span, nested);
        if (map.Signature.RequiresAuthentication)
        {
            // The method of a command can also be reached as a member of an exposed object.
            PeerIdentity.Demand(context, target);
        }

        if (map.Signature.IsJudged && (context.Remote ?? context.Peer?.Remote) is not null)
        {
            throw new CommandException(
                ErrorCode.Unauthorized, $"'{target}' is a command with a policy or filters, which only apply when it is called as a command. Call it by its command's name.");
        }

        context.PassTo(map.Signature.MayKeepCall);
        var values = new Slots<object?>(map.Signature.Parameters.Length);
        _binder.Bind(map, prepared.Span, arguments, nested, context, values.Span);
        return map.Signature.InvokeAsync(map.Signature.IsInstance ? instance : null, values.Span);
    }

    private Function Candidates(string target, object? function)
    {
        switch (function)
        {
            case MethodTarget method:
                return new Function(method.Instance, Callable(method));
            case TypeTarget type:
                return new Function(null, ConstructorsOf(type.Type));
            case Delegate callable:
                return new Function(callable, _delegates.GetOrAdd(callable.GetType(), InvokeOf));
            default:
                throw new CommandException(
                    ErrorCode.BadArguments, $"'{target}' is {Expectation.Describe(function)}, which cannot be called. Name a method, a type or a delegate.");
        }
    }

    private static OverloadSet Callable(MethodTarget method) =>
        method.Overloads.Signatures.Count > 0
            ? method.Overloads
            : throw new CommandException(
                ErrorCode.BadArguments, $"{method.AllOverloads[0].Display} is called on an object. Make one with init, and call name.{method.Name}.");

    private OverloadSet ConstructorsOf(Type type)
    {
        var constructors = resolver.Members[type].Constructors;
        return constructors.Signatures.Count > 0
            ? constructors
            : throw new CommandException(ErrorCode.BadArguments, $"{TypeName.Full(type)} has no public constructor.");
    }

    private static OverloadSet InvokeOf(Type type) => new([new CallSignature(DelegateInvoke.Of(type))]);
}
