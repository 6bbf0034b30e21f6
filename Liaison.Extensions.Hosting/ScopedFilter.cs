using Liaison.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Extensions;

/// <summary>Forwards to a filter that the container creates for each call, or for each connection.</summary>
internal sealed class ScopedFilter(Type type, CommandScope scope, IServiceProvider services) : ICommandFilter
{
    public ValueTask InvokeAsync(CommandContext context, CommandNext next) =>
        ((ICommandFilter)ServicesOf(context).GetRequiredService(type)).InvokeAsync(context, next);

    private IServiceProvider ServicesOf(CommandContext context) =>
        scope == CommandScope.Connection && context.Peer is { } peer ? ConnectionScope.Of(peer, services) : CallScope.Of(context, services);
}
