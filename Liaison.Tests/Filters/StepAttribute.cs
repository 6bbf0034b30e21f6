using Liaison.Commands;

namespace Liaison.Tests.Filters;

/// <summary>An attribute that is a filter, and writes down in the call when it is entered and left.</summary>
internal sealed class StepAttribute(string name) : FilterAttribute, ICommandFilter
{
    public ValueTask InvokeAsync(CommandContext context, CommandNext next) => Around(name, context, next);

    public static async ValueTask Around(string name, CommandContext context, CommandNext next)
    {
        context.Items["steps"] = Steps(context) + $"{name}(";
        await next(context);
        context.Items["steps"] = Steps(context) + ")";
        context.Result = Steps(context);
    }

    /// <summary>What was written down up to now.</summary>
    public static string Steps(CommandContext context) => context.Items.TryGetValue("steps", out var steps) ? (string)steps! : "";
}
