using Liaison.Commands;

namespace Liaison.Tests.Filters;

/// <summary>A filter that an attribute names.</summary>
internal sealed class NamedStep : ICommandFilter
{
    public ValueTask InvokeAsync(CommandContext context, CommandNext next) => StepAttribute.Around("named", context, next);
}
