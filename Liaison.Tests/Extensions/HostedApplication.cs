using Liaison.Client;
using Liaison.Extensions;
using Liaison.Hosting;
using Liaison.Transports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using HostOptions = Liaison.Hosting.HostOptions;

namespace Liaison.Tests.Extensions;

/// <summary>An application with a host that peers reach in memory.</summary>
internal sealed class HostedApplication : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly InMemoryTransport _transport = new();
    private bool _started;

    private HostedApplication(Action<LiaisonBuilder> build, Func<HostOptions, HostOptions>? options, Dictionary<string, string?>? configuration)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration ?? []);
        builder.Services.AddSingleton(Journal);
        var liaison = builder.Services.AddLiaison(options);
        liaison.AddTransport(_ => _transport);
        build(liaison);
        _host = builder.Build();
    }

    public Journal Journal { get; } = new();

    public IServiceProvider Services => _host.Services;

    public LiaisonHost Liaison => Services.GetRequiredService<LiaisonHost>();

    /// <summary>An application that has not started.</summary>
    public static HostedApplication Create(
        Action<LiaisonBuilder> build, Func<HostOptions, HostOptions>? options = null, Dictionary<string, string?>? configuration = null) =>
        new(build, options, configuration);

    public static async Task<HostedApplication> StartAsync(
        Action<LiaisonBuilder> build, Func<HostOptions, HostOptions>? options = null, Dictionary<string, string?>? configuration = null)
    {
        var application = Create(build, options, configuration);
        await application.StartAsync();
        return application;
    }

    public async Task StartAsync()
    {
        await _host.StartAsync();
        _started = true;
    }

    public Task StopAsync() => _host.StopAsync();

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _host.WaitForShutdownAsync(cancellationToken);

    public Task<LiaisonClient> ConnectAsync() => LiaisonClient.ConnectAsync(new InMemoryConnector(_transport));

    public async ValueTask DisposeAsync()
    {
        if (_started)
        {
            await StopAsync();
        }

        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
