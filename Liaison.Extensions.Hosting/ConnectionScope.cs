using Liaison.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Extensions;

/// <summary>The service scope of a connection. It is created on first use.</summary>
internal static class ConnectionScope
{
    private const string Key = "liaison.scope";

    /// <summary>Returns the services of the peer's scope. The scope ends with the connection.</summary>
    public static IServiceProvider Of(ICommandPeer peer, IServiceProvider services)
    {
        var items = peer.Items;

        // The first two commands of a peer may run at the same time. Both must get the same scope.
        lock (items)
        {
            if (items.TryGetValue(Key, out var present))
            {
                return (IServiceProvider)present!;
            }

            var scope = services.CreateAsyncScope();
            items[Key] = scope.ServiceProvider;
            peer.Own(scope);
            return scope.ServiceProvider;
        }
    }
}
