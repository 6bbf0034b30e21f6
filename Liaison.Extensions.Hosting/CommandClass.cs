using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;
using Liaison.Companions;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Extensions;

/// <summary>Adds a class of commands to companions. The container creates the objects of the class.</summary>
internal static class CommandClass<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>
    where T : class
{
    /// <summary>
    /// Returns an action that adds the commands to a companion, using the services that the companion is created from.
    /// </summary>
    public static Action<IServiceProvider, Companion> Adding(CommandScope scope, LiaisonSetup setup) => (services, companion) =>
    {
        if (scope == CommandScope.Call)
        {
            companion.Commands.AddLeased(context => OfCall(context, services));
        }
        else if (scope == CommandScope.Connection && setup.Scope == CompanionScope.Shared)
        {
            companion.Commands.AddLeased(context => OfConnection(services, context));
        }
        else
        {
            // With a companion per connection, these services are the connection's own.
            companion.Commands.AddFrom(services.GetRequiredService<T>());
        }
    };

    // The call itself owns its scope.
    private static Leased<T> OfCall(CommandContext context, IServiceProvider services) =>
        new(CallScope.Of(context, services).GetRequiredService<T>(), null);

    private static Leased<T> OfConnection(IServiceProvider services, CommandContext context) =>
        context.Peer is { } peer
            ? new Leased<T>(ConnectionScope.Of(peer, services).GetRequiredService<T>(), null)
            : OfCall(context, services);
}
