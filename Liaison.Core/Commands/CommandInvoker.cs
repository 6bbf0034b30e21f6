using System.ComponentModel;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Reads the arguments of one call, calls the method that this code was generated for, and returns the method's result.</summary>
/// <param name="target">The object that the method is called on; null if the method is static.</param>
/// <param name="arguments">The call's arguments. They must be read before the delegate returns.</param>
/// <remarks>For generated code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ValueTask<CommandResult> CommandInvoker(object? target, in BoundArguments arguments);
