using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>A callable method or constructor, and its parameters.</summary>
internal sealed class CallSignature
{
    private const int MaxCachedArguments = 8;

    private readonly MethodBase _method;
    private readonly ReturnAwaiter _returns;
    private readonly bool _isExtension;
    private readonly ArgumentMap?[] _positionalMaps = new ArgumentMap?[MaxCachedArguments + 1];

    // Created when first needed: methods that generated code calls need neither.
    private MethodInvoker? _methodInvoker;
    private ConstructorInvoker? _constructorInvoker;

    /// <summary>Creates a signature.</summary>
    /// <param name="method">The method or constructor.</param>
    /// <param name="asExtension">Whether the method's first parameter is the object that the method is called on.</param>
    public CallSignature(MethodBase method, bool asExtension = false)
    {
        _method = method;
        _isExtension = asExtension;
        Parameters = [.. method.GetParameters().Skip(asExtension ? 1 : 0).Select(parameter => new CallParameter(parameter))];
        Unsupported = ReasonAgainst(method, Parameters);
        RequiresAuthentication = CommandMetadata.IsProtected(method);
        IsJudged = CommandMetadata.IsJudged(method);
        MayKeepCall = Array.Exists(Parameters, parameter => parameter.Role is ParameterRole.Context or ParameterRole.Rest or ParameterRole.Progress);
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

    /// <summary>The reason why no message can call this method; null if a message can.</summary>
    public string? Unsupported { get; }

    /// <summary>Whether this is a command that only authenticated peers may call, no matter how it is called.</summary>
    public bool RequiresAuthentication { get; }

    /// <summary>Whether this is a command with filters or a policy. These run only if it is called as a command.</summary>
    public bool IsJudged { get; }

    /// <summary>Whether the method receives the context or the unread arguments, and so may keep them after the call was answered.</summary>
    public bool MayKeepCall { get; }

    /// <summary>The type of a call's result after it was awaited.</summary>
    public Type ResultType => _returns.ResultType;

    /// <summary>Whether a call needs an instance.</summary>
    public bool IsInstance => _isExtension || _method is MethodInfo { IsStatic: false };

    /// <summary>Whether this is a generic method without type arguments. Such a method must be closed before it is called.</summary>
    public bool IsOpen => _method.IsGenericMethodDefinition;

    /// <summary>The signature of the generic method with the given type arguments.</summary>
    /// <exception cref="ArgumentException">The arguments violate a constraint.</exception>
    /// <exception cref="NotSupportedException">The code of this instantiation does not exist (native AOT).</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The type arguments are types of values that exist; a method that reflects on its type arguments may find less of them than it asks for.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where the code does not exist, the exception says so.")]
    public CallSignature Close(Type[] typeArguments) => new(((MethodInfo)_method).MakeGenericMethod(typeArguments), _isExtension);

    /// <summary>The type parameters of a method that <see cref="IsOpen"/>.</summary>
    public Type[] TypeParameters => _method.GetGenericArguments();

    /// <summary>The signature for people: <c>Widget.Add(int x, int y = 0)</c>.</summary>
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

    /// <summary>Maps arguments to parameters. Returns null, and the reason, if the number or names of the arguments do not fit.</summary>
    public ArgumentMap? Map(ReadOnlySpan<CallArgument> arguments, out string? problem)
    {
        // Peers choose the names, so maps with names are not cached. Without names, the map depends only on the number of arguments.
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

    /// <summary>The cached map for this number of positional arguments; null if there is none yet, or the arguments do not fit.</summary>
    public ArgumentMap? KnownMap(int positional) => positional < _positionalMaps.Length ? _positionalMaps[positional] : null;

    /// <summary>Makes the call and awaits its result. Exceptions of the method are thrown unchanged.</summary>
    /// <param name="instance">The object that the method is called on; null for a static method.</param>
    /// <param name="arguments">A value for each parameter; the span is not kept.</param>
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
