using Liaison.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Liaison.Transports;

/// <summary>Serves the peers of Liaison from an ASP.NET Core application.</summary>
public static class LiaisonEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves the peers of the host that <c>services.AddLiaison()</c> registered, as
    /// <see cref="MapLiaison(IEndpointRouteBuilder, string, LiaisonHost, WebSocketTransportOptions)"/> does.
    /// </summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="pattern">The route, e.g. <c>/liaison</c>.</param>
    /// <param name="configure">
    /// Changes the options that were read from the configuration section <c>Liaison:WebSocket</c>; null keeps them. If neither names
    /// subprotocols, the names of the host's protocols are used.
    /// </param>
    /// <exception cref="InvalidOperationException">No host is registered.</exception>
    public static LiaisonEndpoint MapLiaison(
        this IEndpointRouteBuilder endpoints, string pattern, Func<WebSocketTransportOptions, WebSocketTransportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var host = endpoints.ServiceProvider.GetService<LiaisonHost>() ?? throw new InvalidOperationException(
            "No LiaisonHost is registered. Call builder.Services.AddLiaison() of Liaison.Extensions.Hosting, or give MapLiaison the host.");
        return endpoints.MapLiaison(pattern, host, WebSocketSettings.Read(endpoints.ServiceProvider, [.. host.Protocols], configure));
    }

    /// <summary>
    /// Serves the host's peers at WebSocket requests that match the pattern. Before the upgrade it checks <c>Host</c>,
    /// <c>Origin</c> and the token, as <see cref="WebSocketTransport"/> does.
    /// </summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="pattern">The route, e.g. <c>/liaison</c>.</param>
    /// <param name="host">
    /// The host that serves the peers. It needs no transport and does not have to be started. Its creator stops it.
    /// </param>
    /// <param name="options">
    /// Which peers may connect. Options about listening are ignored, because the application listens. Null uses the defaults, with
    /// the names of the host's protocols as subprotocols.
    /// </param>
    /// <remarks>
    /// With <c>.RequireAuthorization()</c> users that the application authenticates are admitted without the token; the user is in
    /// <see cref="Messages.PeerInfo.User"/>. ASP.NET Core's authorization checks commands with a policy and commands that are
    /// marked <c>[Authorize]</c>, for calls over every transport, unless <see cref="Commands.CommandTable.Guard"/> was set before.
    /// </remarks>
    /// <returns>The endpoint. It has the token and takes further conventions.</returns>
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

    /// <summary>Does the same for any code that serves connections.</summary>
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
            // A session may outlive its first request. A stopping application waits for its requests, and this request ends only
            // when the session is disposed.
            using var closing = aborted.UnsafeRegister(static link => _ = ((ServedConnection)link!).DisposeAsync().AsTask(), connection);
            await serve(connection, stopping).ConfigureAwait(false);
        });

        // A connection has no time limit, even if the application sets one for its other requests.
        var conventions = endpoints.Map(pattern, endpoint.InvokeAsync).DisableRequestTimeout().WithDisplayName("Liaison");
        return new LiaisonEndpoint(conventions, endpoint.Token);
    }
}
