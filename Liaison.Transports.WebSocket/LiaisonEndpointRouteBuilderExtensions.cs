using Liaison.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Liaison.Transports;

/// <summary>Serves Liaison's peers from an application that runs ASP.NET Core.</summary>
public static class LiaisonEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves the host's peers at WebSocket requests that match the pattern, checked as by <see cref="WebSocketTransport"/>: <c>Host</c>,
    /// <c>Origin</c> and token, before the upgrade.
    /// </summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="pattern">The route, e.g. <c>/liaison</c>.</param>
    /// <param name="host">Serves the peers. It needs no transport and no start of its own; whoever made it stops it.</param>
    /// <param name="options">
    /// Who may connect; what concerns listening is the application's own, and is not looked at. Null takes the defaults, and the names of
    /// the host's protocols as subprotocols.
    /// </param>
    /// <returns>The endpoint, which knows the token and takes further conventions.</returns>
    public static LiaisonEndpoint MapLiaison(
        this IEndpointRouteBuilder endpoints, string pattern, LiaisonHost host, WebSocketTransportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(host);
        options ??= new WebSocketTransportOptions { SubProtocols = [.. host.Protocols] };
        return endpoints.MapLiaison(pattern, host.ServeAsync, options);
    }

    /// <summary>The same for anything that serves connections.</summary>
    internal static LiaisonEndpoint MapLiaison(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<ICommandConnection, CancellationToken, Task> serve,
        WebSocketTransportOptions? options = null)
    {
        options ??= new WebSocketTransportOptions();
        var services = endpoints.ServiceProvider;
        var loggerFactory = options.LoggerFactory ?? services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        var stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        var endpoint = new WebSocketEndpoint(options, loggerFactory, async (connection, aborted) =>
        {
            // The application waits for its requests when it stops, and this one ends only when the session does.
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
            await serve(connection, ending.Token).ConfigureAwait(false);
        });

        // A connection lasts for as long as its peer likes, whatever the application allows other requests.
        var conventions = endpoints.Map(pattern, endpoint.InvokeAsync).DisableRequestTimeout().WithDisplayName("Liaison");
        return new LiaisonEndpoint(conventions, endpoint.Token);
    }
}
