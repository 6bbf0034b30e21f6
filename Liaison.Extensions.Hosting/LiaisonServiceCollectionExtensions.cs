using Liaison.Companions;
using Liaison.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Liaison.Extensions;

/// <summary>Adds Liaison to an application's services.</summary>
public static class LiaisonServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="LiaisonHost"/> that starts, drains and stops with the application. Its <see cref="HostOptions"/> and
    /// <see cref="CompanionOptions"/> are read from the configuration's section <c>Liaison</c>, and checked before anything starts.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">
    /// Takes the options as the configuration has them, and gives those that count: <c>options => options with { … }</c>. Null takes them as
    /// they are. Where this is called several times, each call is given what the one before it gave.
    /// </param>
    /// <returns>What companions, commands and transports are added to. Several calls give the same host.</returns>
    /// <remarks>
    /// The host ends the application when it ends itself: at the end of standard input, say, or when it was idle for too long. A host
    /// without a transport of its own serves what <c>MapLiaison</c> brings, and never does.
    /// </remarks>
    public static LiaisonBuilder AddLiaison(this IServiceCollection services, Func<HostOptions, HostOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var setup = services.FirstOrDefault(service => service.ServiceType == typeof(LiaisonSetup))?.ImplementationInstance as LiaisonSetup;
        if (setup is null)
        {
            setup = new LiaisonSetup(services);
            services.AddSingleton(setup);
            services.TryAddSingleton(OptionsFromConfiguration.Companion);
            services.TryAddSingleton<IOptionSource>(OptionsFromConfiguration.Source);
            services.TryAddSingleton(provider => new Companion(provider.GetRequiredService<CompanionOptions>()));
            services.AddSingleton(setup.MakeOptions);
            services.AddSingleton(setup.MakeHost);
            services.AddHostedService<LiaisonService>();
        }

        if (configure is not null)
        {
            setup.Options.Add(configure);
        }

        return new LiaisonBuilder(services, setup);
    }
}
