using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Sessions;
using Liaison.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Liaison.Extensions;

/// <summary>Says what the application's <see cref="LiaisonHost"/> consists of. Not thread-safe; of no use once the container is built.</summary>
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
    /// Has the container make what peers drive; without this they drive a plain <see cref="Companion"/>. Its constructor may take
    /// services, and the <see cref="CompanionOptions"/> of the configuration. The container disposes it.
    /// </summary>
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
            // The plain one among the services is the host's own, which no connection may share.
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
    /// Adds the methods of a class that are marked as commands. The container makes the objects they run on, and disposes them. A class
    /// that is among the services already is taken as it was registered.
    /// </summary>
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
    /// Puts a filter around every command: inside of the filters that were added before, and outside of those that classes and methods have.
    /// The container makes it, and disposes it; one of a call shares the call's scope with the command. A class that is among the services
    /// already is taken as it was registered.
    /// </summary>
    /// <remarks>A filter that <c>[Filter&lt;T&gt;]</c> names need not be added here, but to the services where it takes services.</remarks>
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
            // The services are the connection's own where the companion is.
            var isShared = scope == CommandScope.Singleton || (scope == CommandScope.Connection && _setup.Scope == CompanionScope.PerConnection);
            companion.Commands.AddFilter(isShared ? services.GetRequiredService<T>() : new ScopedFilter(typeof(T), scope, services));
        });
        return this;
    }

    /// <summary>Does something to every companion before it is served: exposes types, say, or adds names.</summary>
    /// <param name="configure">Takes the application's services, or those of the connection's scope, and the companion.</param>
    public LiaisonBuilder Configure(Action<IServiceProvider, Companion> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _setup.Steps.Add(configure);
        return this;
    }

    /// <summary>
    /// Makes the host a gateway: the commands of peers are run by whoever the connector connects to
    /// (<see cref="ForwardingHostExtensions.ForwardTo"/>). The options are read from the section <c>Liaison:Forward</c> of the configuration.
    /// </summary>
    /// <param name="create">Makes the connector when the host is made, from the application's services.</param>
    /// <param name="configure">Changes the options that the configuration has; null takes those.</param>
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
    /// <param name="create">Makes what carries the events when the host is made, from the application's services. It then belongs to the host.</param>
    public LiaisonBuilder ShareTopics(Func<IServiceProvider, ITopicBus> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return ConfigureHost((services, host) => host.ShareTopics(create(services)));
    }

    /// <summary>Does something to the host once it is made, and before it starts.</summary>
    /// <param name="configure">Takes the application's services and the host.</param>
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
