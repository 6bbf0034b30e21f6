using System.Diagnostics.CodeAnalysis;

namespace Liaison.Commands;

/// <summary>Something that runs around commands: it measures, refuses, answers by itself, or changes what they give.</summary>
/// <remarks>
/// The filters of a <see cref="CommandTable"/> are around all of its commands, those of the library included; a class or method has its own
/// by an attribute (<see cref="FilterAttribute"/>). One filter may be around many calls at once.
/// </remarks>
public interface ICommandFilter
{
    /// <summary>
    /// Runs around one call that is allowed. <see cref="CommandContext.Result"/> is what the caller is given when this has ended; an
    /// exception that this throws is the call's failure.
    /// </summary>
    /// <param name="context">The call.</param>
    /// <param name="next">
    /// Runs the filters further inside, and then the command. Not calling it is answering by oneself; calling it again after it has ended
    /// runs the command again. It throws what the command throws.
    /// </param>
    [SuppressMessage("Naming", "CA1716", Justification = "What is inside of a filter is called next wherever .NET has filters.")]
    ValueTask InvokeAsync(CommandContext context, CommandNext next);
}
