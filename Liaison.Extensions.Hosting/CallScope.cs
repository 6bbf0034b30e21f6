using Liaison.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Extensions;

/// <summary>The service scope of one call, made when it is first asked for: a command and the filters around it share it.</summary>
internal static class CallScope
{
    private const string Key = "liaison.scope";

    /// <summary>The services of the call's scope, which ends once the call was answered.</summary>
    public static IServiceProvider Of(CommandContext context, IServiceProvider services)
    {
        if (context.Items.TryGetValue(Key, out var present))
        {
            return (IServiceProvider)present!;
        }

        var scope = services.CreateAsyncScope();
        context.Items[Key] = scope.ServiceProvider;
        context.Own(scope);
        return scope.ServiceProvider;
    }
}
