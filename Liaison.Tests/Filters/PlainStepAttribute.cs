using Liaison.Commands;

namespace Liaison.Tests.Filters;

/// <summary>An attribute that is a filter without knowing <see cref="FilterAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class PlainStepAttribute(string name) : Attribute, ICommandFilter
{
    public ValueTask InvokeAsync(CommandContext context, CommandNext next) => StepAttribute.Around(name, context, next);
}
