using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Liaison.Extensions;

/// <summary>
/// The configuration of the host that was collected before the container is built, and the code that creates the host from it.
/// </summary>
internal sealed class LiaisonSetup(IServiceCollection registered)
{
    private readonly ContainedFilters _filters = new(registered);

    public List<Func<HostOptions, HostOptions>> Options { get; } = [];

    public List<Func<IServiceProvider, ICommandTransport>> Transports { get; } = [];

    /// <summary>Actions that run on each companion before it is served.</summary>
    public List<Action<IServiceProvider, Companion>> Steps { get; } = [];

    /// <summary>Actions that run on the host before it starts.</summary>
    public List<Action<IServiceProvider, LiaisonHost>> HostSteps { get; } = [];

    /// <summary>Returns the companion. Null: a plain companion is used.</summary>
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
            // The caller gets no lease, so nobody else disposes the scope.
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
