namespace Liaison.Commands;

/// <summary>Runs the rest of the call: the filters further inside, and then the command.</summary>
/// <param name="context">The same context that the filter was given.</param>
/// <returns>A task that ends with the command. The result is then in <see cref="CommandContext.Result"/>.</returns>
/// <exception cref="InvalidOperationException">The context belongs to a call without filters.</exception>
public delegate ValueTask CommandNext(CommandContext context);
