using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>Something that can be called: a method or a constructor, and what its parameters take.</summary>
internal sealed class CallSignature
{
    private const int MaxCachedArguments = 8;

    private readonly MethodBase _method;
    private readonly ReturnAwaiter _returns;
    private readonly bool _isExtension;
    private readonly ArgumentMap?[] _positionalMaps = new ArgumentMap?[MaxCachedArguments + 1];

    // Made when they are first needed: what generated code calls needs neither.
    private MethodInvoker? _methodInvoker;
    private ConstructorInvoker? _constructorInvoker;

    /// <summary>Makes a signature.</summary>
    /// <param name="method">The method or constructor.</param>
    /// <param name="asExtension">Whether the method's first parameter is the object that it is called on.</param>
    public CallSignature(MethodBase method, bool asExtension = false)
    {
        _method = method;
        _isExtension = asExtension;
        Parameters = [.. method.GetParameters().Skip(asExtension ? 1 : 0).Select(parameter => new CallParameter(parameter))];
        Unsupported = ReasonAgainst(method, Parameters);
        RequiresAuthentication = CommandAttribute.IsProtected(method);
        IsJudged = CommandMetadata.IsJudged(method);
        if (method is ConstructorInfo constructor)
        {
            _returns = ReturnAwaiter.Of(constructor.DeclaringType!);
        }
        else
        {
            _returns = ReturnAwaiter.Of(((MethodInfo)method).ReturnType);
        }
    }

    public CallParameter[] Parameters { get; }

    /// <summary>The method or constructor.</summary>
    public MethodBase Method => _method;

    /// <summary>Why this can never be called by a message; null where it can.</summary>
    public string? Unsupported { get; }

    /// <summary>Whether this is a command that is marked as one for known peers only, whichever way it is called.</summary>
    public bool RequiresAuthentication { get; }

    /// <summary>Whether this is a command with filters or a policy, which run where it is called as a command.</summary>
    public bool IsJudged { get; }

    /// <summary>The type of what a call gives once it was awaited.</summary>
    public Type ResultType => _returns.ResultType;

    /// <summary>Whether a call needs an object to be made on.</summary>
    public bool IsInstance => _isExtension || _method is MethodInfo { IsStatic: false };

    /// <summary>Whether this is a generic method without type arguments, which must be closed before it is called.</summary>
    public bool IsOpen => _method.IsGenericMethodDefinition;

    /// <summary>The generic method with type arguments.</summary>
    /// <exception cref="ArgumentException">The arguments violate a constraint.</exception>
    /// <exception cref="NotSupportedException">The code of this instantiation does not exist (native AOT).</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The type arguments are types of values that exist; a method that reflects on its type arguments may find less of them than it asks for.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where the code does not exist, the exception says so.")]
    public CallSignature Close(Type[] typeArguments) => new(((MethodInfo)_method).MakeGenericMethod(typeArguments), _isExtension);

    /// <summary>The type parameters of a method that <see cref="IsOpen"/>.</summary>
    public Type[] TypeParameters => _method.GetGenericArguments();

    /// <summary>The signature as people read it: <c>Widget.Add(int x, int y = 0)</c>.</summary>
    public string Display
    {
        get
        {
            var parameters = string.Join(", ", Parameters.Select(parameter => parameter.Display).Where(text => text is not null));
            var type = _method.DeclaringType is { } declaring ? TypeName.Short(declaring) : "";
            var generic = IsOpen ? $"<{string.Join(", ", TypeParameters.Select(parameter => parameter.Name))}>" : "";
            return _method is ConstructorInfo ? $"new {type}({parameters})" : $"{type}.{_method.Name}{generic}({parameters})";
        }
    }

    /// <summary>Which argument goes where, or null and the reason why they do not fit by their number and names.</summary>
    public ArgumentMap? Map(ReadOnlySpan<CallArgument> arguments, out string? problem)
    {
        // Names are the peer's choice; without any the map depends on the number alone.
        var cacheable = arguments.Length <= MaxCachedArguments && (arguments.IsEmpty || arguments[^1].Name is null);
        if (cacheable && _positionalMaps[arguments.Length] is { } known)
        {
            problem = null;
            return known;
        }

        var map = ArgumentMap.Create(this, arguments, out problem);
        if (cacheable)
        {
            _positionalMaps[arguments.Length] = map;
        }

        return map;
    }

    /// <summary>Which argument goes where, of so many positional ones; null where that is not known yet, or they do not fit.</summary>
    public ArgumentMap? KnownMap(int positional) => positional < _positionalMaps.Length ? _positionalMaps[positional] : null;

    /// <summary>Makes the call and awaits what it gives. What it throws, it throws.</summary>
    /// <param name="instance">The object that the method is called on; null where there is none.</param>
    /// <param name="arguments">A value for each parameter; not kept.</param>
    public ValueTask<object?> InvokeAsync(object? instance, Span<object?> arguments)
    {
        try
        {
            return _returns.AwaitAsync(Invoke(instance, arguments));
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } inner)
        {
            return ValueTask.FromException<object?>(inner);
        }
    }

    private object? Invoke(object? instance, Span<object?> arguments)
    {
        if (!CommandFeatures.ReflectedCommands)
        {
            throw new NotSupportedException(
                $"{Display} was compiled without the generator of Liaison.Core, and {CommandFeatures.ReflectedCommandsSwitch} is false. Compile its project with the package Liaison.Core, or leave the switch out.");
        }

        if (_method is ConstructorInfo constructor)
        {
            return (_constructorInvoker ??= ConstructorInvoker.Create(constructor)).Invoke(arguments);
        }

        var invoker = _methodInvoker ??= MethodInvoker.Create(_method);
        return _isExtension ? invoker.Invoke(null, [instance, .. arguments]) : invoker.Invoke(instance, arguments);
    }

    private static string? ReasonAgainst(MethodBase method, CallParameter[] parameters)
    {
        if (method.ContainsGenericParameters && !method.IsGenericMethodDefinition)
        {
            return "its type is generic";
        }

        if (method is MethodInfo { ReturnType: { IsByRef: true } or { IsByRefLike: true } or { IsPointer: true } })
        {
            return "what it returns cannot leave the stack";
        }

        return parameters.FirstOrDefault(parameter => parameter.Unsupported is not null)?.Unsupported;
    }
}
