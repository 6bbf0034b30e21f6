using Liaison.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Liaison.Extensions;

/// <summary>
/// Reports whether peers can connect: <c>services.AddHealthChecks().AddCheck&lt;LiaisonHealthCheck&gt;("liaison")</c>.
/// </summary>
/// <remarks>
/// If the host has stopped, or accepting failed at one of its addresses, the result is the failure status of the registration (unhealthy
/// by default). If the maximum number of peers is connected, the result is degraded.
/// </remarks>
public sealed class LiaisonHealthCheck : IHealthCheck
{
    private readonly LiaisonHost _host;
    private readonly HostOptions _options;

    /// <summary>Creates the check. The container calls this.</summary>
    public LiaisonHealthCheck(LiaisonHost host, HostOptions options)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        _host = host;
        _options = options;
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var connections = _host.ConnectionCount;
        var data = new Dictionary<string, object> { ["connections"] = connections, ["addresses"] = _host.Addresses };
        var failed = _host.FailedAddresses;
        return Task.FromResult(
            _host.Completion.IsCompleted ? Failure("The host has stopped.")
            : failed.Count > 0 ? Failure($"Accepting connections failed at {string.Join(", ", failed)}; see the log.")
            : connections >= _options.MaxConnections ? HealthCheckResult.Degraded($"{connections} peers are connected, which is the maximum. Raise MaxConnections.", data: data)
            : HealthCheckResult.Healthy($"{connections} peers are connected.", data));

        HealthCheckResult Failure(string text) => new(context.Registration?.FailureStatus ?? HealthStatus.Unhealthy, text, data: data);
    }
}
