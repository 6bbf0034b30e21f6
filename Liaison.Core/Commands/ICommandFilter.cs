using System.Diagnostics.CodeAnalysis;

namespace Liaison.Commands;

/// <summary>Runs code around commands. A filter can measure calls, refuse them, answer them itself, or change their results.</summary>
/// <remarks>
/// The filters of a <see cref="CommandTable"/> run around all of its commands, including the library's own. A class or method gets its own
/// filters by an attribute (<see cref="FilterAttribute"/>). One filter may run around many calls at the same time.
/// </remarks>
public interface ICommandFilter
{
    /// <summary>
    /// Runs around one call that is allowed. The caller gets the <see cref="CommandContext.Result"/> that is set when this ends. If this
    /// throws, the call fails with that exception.
    /// </summary>
    /// <param name="context">The call.</param>
    /// <param name="next">
    /// Runs the filters further inside, and then the command; throws what the command throws. A filter that does not call it answers the
    /// call itself. Calling it again after it has ended runs the command again.
    /// </param>
    [SuppressMessage("Naming", "CA1716", Justification = "What is inside of a filter is called next wherever .NET has filters.")]
    ValueTask InvokeAsync(CommandContext context, CommandNext next);
}
