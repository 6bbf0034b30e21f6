namespace Liaison.Commands;

/// <summary>What is inside of a filter: further filters, and then the command.</summary>
/// <param name="context">The context that the filter was given, and no other.</param>
/// <returns>Ends when the command has; its result is then <see cref="CommandContext.Result"/>.</returns>
/// <exception cref="InvalidOperationException">The context is another call's.</exception>
public delegate ValueTask CommandNext(CommandContext context);
