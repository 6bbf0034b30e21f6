using System.Collections.Concurrent;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>Calls what a target points at: a method, a type's constructor, a delegate.</summary>
internal sealed class FunctionCaller(TargetResolver resolver, ArgumentReader reader)
{
    private readonly OverloadBinder _overloads = new(reader);
    private readonly CallBinder _binder = new(reader);
    private readonly ConcurrentDictionary<Type, CallSignature> _delegates = new();

    /// <summary>Calls the function with the arguments; their references are replaced. What it throws, this throws.</summary>
    /// <exception cref="CommandException">The target cannot be resolved or called, or the arguments do not fit.</exception>
    public ValueTask<object?> CallAsync(string target, CommandArguments arguments, CommandContext context)
    {
        var function = resolver.Resolve(target);
        var (instance, overloads) = Candidates(target, function);
        var nested = arguments.References == ReferenceScope.All;
        var prepared = reader.Prepare(arguments, resolve: true);
        var map = _overloads.Choose(target, overloads, prepared, nested);
        var values = _binder.Bind(map, prepared, arguments, nested, context);
        return map.Signature.InvokeAsync(map.Signature.IsInstance ? instance : null, values);
    }

    private (object? Instance, IReadOnlyList<CallSignature> Overloads) Candidates(string target, object? function)
    {
        switch (function)
        {
            case MethodTarget { Instance: null } method:
                return (null, OfType(method));
            case MethodTarget method:
                return (method.Instance, method.Overloads);
            case TypeTarget type:
                return (null, ConstructorsOf(type.Type));
            case Delegate callable:
                return (callable, [_delegates.GetOrAdd(callable.GetType(), InvokeOf)]);
            default:
                throw new CommandException(
                    ErrorCode.BadArguments,
                    $"'{target}' is {(function is null ? "null" : "a " + TypeName.Full(function.GetType()))}, which cannot be called. Name a method, a type or a delegate.");
        }
    }

    private static CallSignature[] OfType(MethodTarget method)
    {
        CallSignature[] found = [.. method.Overloads.Where(overload => !overload.IsInstance)];
        return found.Length > 0
            ? found
            : throw new CommandException(
                ErrorCode.BadArguments, $"{method.Overloads[0].Display} is called on an object. Make one with init, and call name.{method.Name}.");
    }

    private IReadOnlyList<CallSignature> ConstructorsOf(Type type)
    {
        var constructors = resolver.Members[type].Constructors;
        return constructors.Count > 0
            ? constructors
            : throw new CommandException(ErrorCode.BadArguments, $"{TypeName.Full(type)} has no public constructor.");
    }

    private static CallSignature InvokeOf(Type type) => new(DelegateInvoke.Of(type));
}
