using Liaison.Companions;
using Liaison.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Liaison.Extensions;

/// <summary>Adds Liaison to an application's services.</summary>
public static class LiaisonServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="LiaisonHost"/> that starts, drains and stops with the application. Its <see cref="HostOptions"/> are read from
    /// the configuration section <c>Liaison</c>, and its <see cref="CompanionOptions"/> from <c>Liaison:Companion</c>. Both are checked
    /// before anything starts.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">
    /// Receives the options that were read from the configuration, and returns the options to use:
    /// <c>options => options with { … }</c>. Null keeps them unchanged. If this method is called several times, each call receives
    /// the result of the call before it.
    /// </param>
    /// <returns>The builder that takes companions, commands and transports. Several calls configure the same host.</returns>
    /// <remarks>
    /// When the host ends by itself, it stops the application; for example at the end of standard input, or after it was idle for
    /// too long. A host without a transport serves only the peers of <c>MapLiaison</c>, and never ends by itself.
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
