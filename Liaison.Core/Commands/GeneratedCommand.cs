using System.ComponentModel;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>A method that generated code calls.</summary>
/// <remarks>For generated code.</remarks>
/// <param name="method">The method. It says what the parameters are called and which of them are optional.</param>
/// <param name="invoke">Calls the method.</param>
/// <param name="errorMembers">The properties of the exceptions that the method declares: to name them here keeps them in trimmed programs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedCommand(MethodInfo method, CommandInvoker invoke, params PropertyInfo[] errorMembers)
{
    /// <summary>The properties of the exceptions that the method declares.</summary>
    public IReadOnlyList<PropertyInfo> ErrorMembers { get; } = errorMembers;


    /// <summary>The method.</summary>
    public MethodInfo Method { get; } = method;

    /// <summary>What calls the method.</summary>
    public CommandInvoker Invoke { get; } = invoke;
}
