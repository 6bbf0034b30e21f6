using System.ComponentModel;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>A command method that generated code calls.</summary>
/// <remarks>For generated code.</remarks>
/// <param name="method">The method. Its parameters' names and default values are read from it.</param>
/// <param name="invoke">Calls the method.</param>
/// <param name="errorMembers">
/// The properties of the exceptions that the method declares. Naming them here keeps them in trimmed programs.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedCommand(MethodInfo method, CommandInvoker invoke, params PropertyInfo[] errorMembers)
{
    /// <summary>The properties of the exceptions that the method declares.</summary>
    public IReadOnlyList<PropertyInfo> ErrorMembers { get; } = errorMembers;


    /// <summary>The method.</summary>
    public MethodInfo Method { get; } = method;

    /// <summary>Calls the method.</summary>
    public CommandInvoker Invoke { get; } = invoke;
}
