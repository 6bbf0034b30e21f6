using System.Reflection;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>Something that can be called: a method or a constructor, and what its parameters take.</summary>
internal sealed class CallSignature
{
    private readonly MethodBase _method;
    private readonly MethodInvoker? _methodInvoker;
    private readonly ConstructorInvoker? _constructorInvoker;
    private readonly ReturnAwaiter _returns;

    public CallSignature(MethodBase method)
    {
        _method = method;
        Parameters = [.. method.GetParameters().Select(parameter => new CallParameter(parameter))];
        Unsupported = ReasonAgainst(method, Parameters);
        if (method is ConstructorInfo constructor)
        {
            _constructorInvoker = ConstructorInvoker.Create(constructor);
            _returns = ReturnAwaiter.Of(constructor.DeclaringType!);
        }
        else
        {
            _methodInvoker = MethodInvoker.Create(method);
            _returns = ReturnAwaiter.Of(((MethodInfo)method).ReturnType);
        }
    }

    public IReadOnlyList<CallParameter> Parameters { get; }

    /// <summary>Why this can never be called by a message; null where it can.</summary>
    public string? Unsupported { get; }

    /// <summary>The type of what a call gives once it was awaited.</summary>
    public Type ResultType => _returns.ResultType;

    /// <summary>Whether a call needs an object to be made on.</summary>
    public bool IsInstance => _method is MethodInfo { IsStatic: false };

    /// <summary>The signature as people read it: <c>Widget.Add(int x, int y = 0)</c>.</summary>
    public string Display
    {
        get
        {
            var parameters = string.Join(", ", Parameters.Select(parameter => parameter.Display).Where(text => text is not null));
            var type = _method.DeclaringType is { } declaring ? TypeName.Short(declaring) : "";
            return _method is ConstructorInfo ? $"new {type}({parameters})" : $"{type}.{_method.Name}({parameters})";
        }
    }

    /// <summary>Makes the call and awaits what it gives. What it throws, it throws.</summary>
    public ValueTask<object?> InvokeAsync(object? instance, object?[] arguments)
    {
        try
        {
            var returned = _constructorInvoker is null
                ? _methodInvoker!.Invoke(instance, arguments.AsSpan())
                : _constructorInvoker.Invoke(arguments.AsSpan());
            return _returns.AwaitAsync(returned);
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } inner)
        {
            return ValueTask.FromException<object?>(inner);
        }
    }

    private static string? ReasonAgainst(MethodBase method, IReadOnlyList<CallParameter> parameters)
    {
        if (method.ContainsGenericParameters)
        {
            return "it is generic";
        }

        if (method is MethodInfo { ReturnType: { IsByRef: true } or { IsByRefLike: true } or { IsPointer: true } })
        {
            return "what it returns cannot leave the stack";
        }

        return parameters.FirstOrDefault(parameter => parameter.Unsupported is not null)?.Unsupported;
    }
}
