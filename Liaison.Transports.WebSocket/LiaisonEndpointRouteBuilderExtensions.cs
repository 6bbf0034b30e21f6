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
    /// Serves the peers of the host that <c>services.AddLiaison()</c> registered, as
    /// <see cref="MapLiaison(IEndpointRouteBuilder, string, LiaisonHost, WebSocketTransportOptions)"/> does.
    /// </summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="pattern">The route, e.g. <c>/liaison</c>.</param>
    /// <param name="options">Who may connect; null takes the defaults, and the names of the host's protocols as subprotocols.</param>
    /// <exception cref="InvalidOperationException">No host is registered.</exception>
    public static LiaisonEndpoint MapLiaison(this IEndpointRouteBuilder endpoints, string pattern, WebSocketTransportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var host = endpoints.ServiceProvider.GetService<LiaisonHost>() ?? throw new InvalidOperationException(
            "No LiaisonHost is registered. Call builder.Services.AddLiaison() of Liaison.Extensions.Hosting, or give MapLiaison the host.");
        return endpoints.MapLiaison(pattern, host, options);
    }

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
    /// <remarks>
    /// <c>.RequireAuthorization()</c> lets in whom the application's own authentication knows, without the token; the user is in
    /// <see cref="Messages.PeerInfo.User"/>. Commands with a policy, and those marked <c>[Authorize]</c>, are checked by
    /// ASP.NET Core's authorization, over whichever transport they are called, unless <see cref="Commands.CommandTable.Guard"/> was set before.
    /// </remarks>
    /// <returns>The endpoint, which knows the token and takes further conventions.</returns>
    public static LiaisonEndpoint MapLiaison(
        this IEndpointRouteBuilder endpoints, string pattern, LiaisonHost host, WebSocketTransportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(host);
        options ??= new WebSocketTransportOptions { SubProtocols = [.. host.Protocols] };
        host.Companion.Commands.Guard ??= new CommandAuthorization(endpoints.ServiceProvider).CheckAsync;
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
            // A session may outlive its first request. The application waits for its requests when it stops, and this one ends only when
            // the session does.
            using var closing = aborted.UnsafeRegister(static link => _ = ((ServedConnection)link!).DisposeAsync().AsTask(), connection);
            await serve(connection, stopping).ConfigureAwait(false);
        });

        // A connection lasts for as long as its peer likes, whatever the application allows other requests.
        var conventions = endpoints.Map(pattern, endpoint.InvokeAsync).DisableRequestTimeout().WithDisplayName("Liaison");
        return new LiaisonEndpoint(conventions, endpoint.Token);
    }
}
