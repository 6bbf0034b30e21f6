using Liaison.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Extensions;

/// <summary>The filters that attributes name and the container makes.</summary>
/// <param name="registered">What the container knows.</param>
internal sealed class ContainedFilters(IServiceCollection registered)
{
    /// <summary>
    /// The filter of that class; null where the container does not know it. A scoped one is made for each call, others once for each
    /// companion.
    /// </summary>
    public ICommandFilter? Of(Type type, IServiceProvider services) =>
        LifetimeOf(type) switch
        {
            null => null,
            ServiceLifetime.Scoped => new ScopedFilter(type, CommandScope.Call, services),
            _ => (ICommandFilter)services.GetRequiredService(type),
        };

    /// <summary>Makes sure that every filter of the commands can be made.</summary>
    /// <exception cref="InvalidOperationException">One cannot.</exception>
    public void Check(CommandTable commands)
    {
        foreach (var command in commands.All)
        {
            foreach (var attribute in command.Metadata.OfType<FilterAttribute>())
            {
                if (attribute.Filter is { } type && attribute is not ICommandFilter && LifetimeOf(type) is null && type.GetConstructor([]) is null)
                {
                    throw new InvalidOperationException(
                        $"The filter {type} of the command '{command.Name}' takes services, and the container does not know it. Call services.AddSingleton<{type.Name}>() or AddScoped.");
                }
            }
        }
    }

    private ServiceLifetime? LifetimeOf(Type type) =>
        registered.LastOrDefault(service => service.ServiceType == type && !service.IsKeyedService)?.Lifetime;
}
