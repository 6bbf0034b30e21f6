using Liaison.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Extensions;

/// <summary>The service scope of one call. It is created on first use, and shared by the command and the filters around it.</summary>
internal static class CallScope
{
    private const string Key = "liaison.scope";

    /// <summary>Returns the services of the call's scope. The scope ends after the call is answered.</summary>
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
