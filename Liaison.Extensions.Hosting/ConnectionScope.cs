using Liaison.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Extensions;

/// <summary>The service scope of a connection, made when it is first asked for.</summary>
internal static class ConnectionScope
{
    private const string Key = "liaison.scope";

    /// <summary>The services of the peer's scope, which ends with the connection.</summary>
    public static IServiceProvider Of(ICommandPeer peer, IServiceProvider services)
    {
        var items = peer.Items;

        // Two first commands of one peer may run at once, and must find the same scope.
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
