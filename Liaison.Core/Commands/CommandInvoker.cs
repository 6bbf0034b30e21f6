using System.ComponentModel;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Reads the arguments of one call, calls the method that it was generated for, and gives what the method gave.</summary>
/// <param name="target">The object that the method is called on; null where the method is static.</param>
/// <param name="arguments">The call's arguments. They must be read before this returns.</param>
/// <remarks>For generated code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ValueTask<CommandResult> CommandInvoker(object? target, in BoundArguments arguments);
