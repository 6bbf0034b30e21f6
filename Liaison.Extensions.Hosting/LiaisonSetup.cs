using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Liaison.Extensions;

/// <summary>What was said of the host before there is a container, and how the host is made then.</summary>
internal sealed class LiaisonSetup(IServiceCollection registered)
{
    private readonly ContainedFilters _filters = new(registered);

    public List<Func<HostOptions, HostOptions>> Options { get; } = [];

    public List<Func<IServiceProvider, ICommandTransport>> Transports { get; } = [];

    /// <summary>What is done to each companion before it is served.</summary>
    public List<Action<IServiceProvider, Companion>> Steps { get; } = [];

    /// <summary>What is done to the host before it starts.</summary>
    public List<Action<IServiceProvider, LiaisonHost>> HostSteps { get; } = [];

    /// <summary>Gives the companion; null takes a plain one.</summary>
    public Func<IServiceProvider, Companion>? Companion { get; set; }

    public CompanionScope Scope { get; set; }

    public HostOptions MakeOptions(IServiceProvider services)
    {
        var options = OptionsFromConfiguration.Host(services) with { LoggerFactory = services.GetService<ILoggerFactory>() };
        foreach (var configure in Options)
        {
            options = configure(options);
        }

        return options;
    }

    public LiaisonHost MakeHost(IServiceProvider services)
    {
        var options = services.GetRequiredService<HostOptions>();
        var isShared = Scope == CompanionScope.Shared;
        var companion = isShared && Companion is not null ? Companion(services) : services.GetRequiredService<Companion>();
        if (isShared)
        {
            Furnish(services, companion);
            _filters.Check(companion.Commands);
        }
        else
        {
            options = options with { CompanionFor = _ => CompanionOfConnection(services) };
        }

        var host = new LiaisonHost(companion, options);
        foreach (var transport in Transports)
        {
            host.Add(transport(services));
        }

        foreach (var step in HostSteps)
        {
            step(services, host);
        }

        return host;
    }

    private Leased<Companion> CompanionOfConnection(IServiceProvider services)
    {
        var scope = services.CreateAsyncScope();
        try
        {
            var companion = Companion!(scope.ServiceProvider);
            Furnish(scope.ServiceProvider, companion);
            return new Leased<Companion>(companion, scope);
        }
        catch
        {
            // Whoever asked gets no owner, so that nobody else disposes the scope.
            _ = scope.DisposeAsync().AsTask();
            throw;
        }
    }

    private void Furnish(IServiceProvider services, Companion companion)
    {
        companion.Commands.FilterFactory ??= type => _filters.Of(type, services);
        foreach (var step in Steps)
        {
            step(services, companion);
        }
    }
}
