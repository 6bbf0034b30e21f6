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
    /// <summary>What the public overload adds a host to.</summary>
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
