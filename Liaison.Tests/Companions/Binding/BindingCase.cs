using System.Reflection;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Tests.Companions.Binding;

/// <summary>One row of the binder's table: functions of one name, the arguments of a call, and what comes of it.</summary>
/// <param name="Instance">What the functions are called on; null for static ones.</param>
/// <param name="Overloads">The functions.</param>
/// <param name="Arguments">A JSON array, an object, or both, with a space between.</param>
internal sealed record BindingCase(object? Instance, MethodInfo[] Overloads, string Arguments)
{
    /// <summary>What the call gives, of exactly this type.</summary>
    public object? Expected { get; private init; }

    /// <summary>The error's code; null where the call succeeds.</summary>
    public string? Code { get; private init; }

    /// <summary>What the error's text contains.</summary>
    public string Fragment { get; private init; } = "";

    /// <summary>A call that succeeds.</summary>
    public static BindingCase Gives(Delegate function, string arguments, object? expected) =>
        new(function.Target, [function.Method], arguments) { Expected = expected };

    /// <summary>A call whose arguments do not fit.</summary>
    public static BindingCase Refuses(Delegate function, string arguments, string fragment) =>
        new(function.Target, [function.Method], arguments) { Code = ErrorCode.BadArguments, Fragment = fragment };

    /// <summary>A call that fits one overload best; each of them gives its own name.</summary>
    public static BindingCase Chooses(string expected, string arguments, params Delegate[] overloads) =>
        new(overloads[0].Target, [.. overloads.Select(overload => overload.Method)], arguments) { Expected = expected };

    /// <summary>A call that fits no overload, or several of them equally well.</summary>
    public static BindingCase Refuses(string code, string fragment, string arguments, params Delegate[] overloads) =>
        new(overloads[0].Target, [.. overloads.Select(overload => overload.Method)], arguments) { Code = code, Fragment = fragment };

    /// <summary>A call of static methods.</summary>
    public static BindingCase Calls(Type type, string name, string arguments, object? expected) => new(null, MethodsOf(type, name), arguments) { Expected = expected };

    /// <summary>A call of static methods that is refused.</summary>
    public static BindingCase Refuses(Type type, string name, string arguments, string fragment) =>
        new(null, MethodsOf(type, name), arguments) { Code = ErrorCode.BadArguments, Fragment = fragment };

    public override string ToString() =>
        $"{string.Join(" | ", Overloads.Select(overload => $"({string.Join(", ", new CallSignature(overload).Parameters.Select(parameter => parameter.Display ?? parameter.Type.Name))})"))} given {(Arguments.Length <= 200 ? Arguments : Arguments[..200] + "...")}";

    private static MethodInfo[] MethodsOf(Type type, string name) =>
        [.. type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => method.Name == name)];
}
