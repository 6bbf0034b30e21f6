using System.ComponentModel;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>A method that generated code calls.</summary>
/// <remarks>For generated code.</remarks>
/// <param name="method">The method. It says what the parameters are called and which of them are optional.</param>
/// <param name="invoke">Calls the method.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedCommand(MethodInfo method, CommandInvoker invoke)
{
    /// <summary>The method.</summary>
    public MethodInfo Method { get; } = method;

    /// <summary>What calls the method.</summary>
    public CommandInvoker Invoke { get; } = invoke;
}
