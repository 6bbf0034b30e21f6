using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Sessions;
using Liaison.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Liaison.Extensions;

/// <summary>Configures the application's <see cref="LiaisonHost"/>. Not thread-safe.</summary>
/// <remarks>Has no effect after the container is built.</remarks>
public sealed class LiaisonBuilder : IHostingBuilder
{
    private const DynamicallyAccessedMemberTypes Made = DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods;

    private readonly LiaisonSetup _setup;

    internal LiaisonBuilder(IServiceCollection services, LiaisonSetup setup)
    {
        Services = services;
        _setup = setup;
    }

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// Lets the container create the companion that peers use. Without this call peers use a plain <see cref="Companion"/>.
    /// </summary>
    /// <remarks>
    /// The constructor may take services, and the <see cref="CompanionOptions"/> of the configuration. The container disposes the
    /// companion.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A companion was added before.</exception>
    public LiaisonBuilder AddCompanion<[DynamicallyAccessedMembers(Made)] T>(CompanionScope scope = CompanionScope.Shared)
        where T : Companion
    {
        if (_setup.Companion is not null)
        {
            throw new InvalidOperationException($"A host has one companion, and another was added before {typeof(T)}. Add the commands of further classes with AddCommands.");
        }

        _setup.Companion = static provider => provider.GetRequiredService<T>();
        _setup.Scope = scope;
        if (scope == CompanionScope.Shared)
        {
            Services.TryAddSingleton<T>();
        }
        else if (typeof(T) == typeof(Companion))
        {
            // The plain companion among the services belongs to the host. Connections must not share it.
            Services.AddKeyedScoped(_setup, static (provider, _) => new Companion(provider.GetRequiredService<CompanionOptions>()));
            _setup.Companion = provider => provider.GetRequiredKeyedService<Companion>(_setup);
        }
        else
        {
            Services.TryAddScoped<T>();
        }

        return this;
    }

    /// <summary>
    /// Adds the methods of a class that are marked as commands. The container creates and disposes the objects that run them.
    /// </summary>
    /// <remarks>If the class is registered already, that registration is kept.</remarks>
    public LiaisonBuilder AddCommands<[DynamicallyAccessedMembers(Made)] T>(CommandScope scope = CommandScope.Singleton)
        where T : class
    {
        if (scope == CommandScope.Singleton)
        {
            Services.TryAddSingleton<T>();
        }
        else
        {
            Services.TryAddScoped<T>();
        }

        _setup.Steps.Add(CommandClass<T>.Adding(scope, _setup));
        return this;
    }

    /// <summary>
    /// Puts a filter around every command: inside the filters that were added before, and outside the filters of classes and methods.
    /// </summary>
    /// <remarks>
    /// The container creates and disposes the filter. A filter with the scope of a call shares that scope with the command. If the
    /// class is registered already, that registration is kept. A filter that is named by <c>[Filter&lt;T&gt;]</c> does not need to be
    /// added here; if it takes services, register it in the container.
    /// </remarks>
    public LiaisonBuilder AddFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(CommandScope scope = CommandScope.Singleton)
        where T : class, ICommandFilter
    {
        if (scope == CommandScope.Singleton)
        {
            Services.TryAddSingleton<T>();
        }
        else
        {
            Services.TryAddScoped<T>();
        }

        _setup.Steps.Add((services, companion) =>
        {
            // With a companion per connection, these services are the connection's own.
            var isShared = scope == CommandScope.Singleton || (scope == CommandScope.Connection && _setup.Scope == CompanionScope.PerConnection);
            companion.Commands.AddFilter(isShared ? services.GetRequiredService<T>() : new ScopedFilter(typeof(T), scope, services));
        });
        return this;
    }

    /// <summary>Runs an action on every companion before it is served, for example to expose types or to add names.</summary>
    /// <param name="configure">Receives the services of the application (or of the connection's scope) and the companion.</param>
    public LiaisonBuilder Configure(Action<IServiceProvider, Companion> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _setup.Steps.Add(configure);
        return this;
    }

    /// <summary>
    /// Makes the host a gateway: the connector's other end runs the commands of the peers
    /// (<see cref="ForwardingHostExtensions.ForwardTo"/>). The options are read from the configuration section <c>Liaison:Forward</c>.
    /// </summary>
    /// <param name="create">Creates the connector from the application's services. It is called when the host is created.</param>
    /// <param name="configure">Changes the options that were read from the configuration; null keeps them.</param>
    public LiaisonBuilder ForwardTo(Func<IServiceProvider, ICommandConnector> create, Func<ForwardOptions, ForwardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return ConfigureHost((services, host) =>
        {
            var options = OptionsFromConfiguration.Forward(services);
            host.ForwardTo(create(services), configure is null ? options : configure(options));
        });
    }

    /// <summary>Shares the host's topics with other hosts (<see cref="TopicHostExtensions.ShareTopics"/>).</summary>
    /// <param name="create">
    /// Creates the bus that carries the events, from the application's services. It is called when the host is created. The host
    /// owns the bus.
    /// </param>
    public LiaisonBuilder ShareTopics(Func<IServiceProvider, ITopicBus> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return ConfigureHost((services, host) => host.ShareTopics(create(services)));
    }

    /// <summary>Runs an action on the host after it is created and before it starts.</summary>
    /// <param name="configure">Receives the application's services and the host.</param>
    public LiaisonBuilder ConfigureHost(Action<IServiceProvider, LiaisonHost> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _setup.HostSteps.Add(configure);
        return this;
    }

    /// <inheritdoc/>
    public void AddTransport(Func<IServiceProvider, ICommandTransport> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _setup.Transports.Add(create);
    }

    void IHostingBuilder.AddForwarding(Func<IServiceProvider, ICommandConnector> create, Func<ForwardOptions, ForwardOptions>? configure) =>
        ForwardTo(create, configure);

    void IHostingBuilder.ConfigureHost(Action<IServiceProvider, LiaisonHost> configure) => ConfigureHost(configure);
}
