using Liaison.Hosting;
using Microsoft.Extensions.Hosting;

namespace Liaison.Extensions;

/// <summary>Starts, drains and stops the host with the application.</summary>
internal sealed class LiaisonService(LiaisonHost host, IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (host.Addresses.Count > 0)
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            _ = EndApplicationAsync();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => host.StopAsync().WaitAsync(cancellationToken);

    private async Task EndApplicationAsync()
    {
        await host.Completion.ConfigureAwait(false);
        lifetime.StopApplication();
    }
}
