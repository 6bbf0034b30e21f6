using Liaison.Commands;

namespace Liaison.Tests.Filters;

/// <summary>A filter that is a function of the test.</summary>
internal sealed class FilterOf(Func<CommandContext, CommandNext, ValueTask> invoke) : ICommandFilter
{
    public ValueTask InvokeAsync(CommandContext context, CommandNext next) => invoke(context, next);
}
