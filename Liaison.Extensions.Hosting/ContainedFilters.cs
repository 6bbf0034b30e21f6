using Liaison.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Extensions;

/// <summary>The filters that are named by attributes and created by the container.</summary>
/// <param name="registered">The services that are registered in the container.</param>
internal sealed class ContainedFilters(IServiceCollection registered)
{
    /// <summary>
    /// Returns the filter of the class, or null if the class is not registered. A scoped filter is created for each call, other filters
    /// once for each companion.
    /// </summary>
    public ICommandFilter? Of(Type type, IServiceProvider services) =>
        LifetimeOf(type) switch
        {
            null => null,
            ServiceLifetime.Scoped => new ScopedFilter(type, CommandScope.Call, services),
            _ => (ICommandFilter)services.GetRequiredService(type),
        };

    /// <summary>Checks that every filter of the commands can be created.</summary>
    /// <exception cref="InvalidOperationException">A filter cannot be created.</exception>
    public void Check(CommandTable commands)
    {
        foreach (var command in commands.All)
        {
            foreach (var attribute in command.Metadata.OfType<FilterAttribute>())
            {
                if (attribute.Filter is { } type && attribute is not ICommandFilter && LifetimeOf(type) is null && type.GetConstructor([]) is null)
                {
                    throw new InvalidOperationException(
                        $"The filter {type} of the command '{command.Name}' takes services, but is not registered. Call services.AddSingleton<{type.Name}>() or AddScoped.");
                }
            }
        }
    }

    private ServiceLifetime? LifetimeOf(Type type) =>
        registered.LastOrDefault(service => service.ServiceType == type && !service.IsKeyedService)?.Lifetime;
}
