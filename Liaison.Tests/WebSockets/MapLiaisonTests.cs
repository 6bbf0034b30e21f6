using Liaison.Transports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[CancelAfter(60_000)]
public sealed class MapLiaisonTests
{
    private static readonly WebSocketTransportOptions Options = new() { Token = Served.Token };

    [Test]
    public async Task An_application_serves_peers_at_its_path(CancellationToken cancellationToken)
    {
        await using var app = await StartAsync(EchoAsync, Options);
        await using var client = await Connector(app, "/liaison").ConnectAsync(cancellationToken);

        await client.SendAsync(Served.Text("hello"), cancellationToken);

        using var http = new HttpClient();
        Assert.That(Served.TextOf(await client.ReceiveAsync(cancellationToken)), Is.EqualTo("hello"));
        Assert.That(await http.GetStringAsync(app.Urls.Single() + "/own", cancellationToken), Is.EqualTo("the application's own"));
    }

    [TestCase(401, "Host: {host}")]
    [TestCase(403, $"Host: {{host}}|Authorization: Bearer {Served.Token}|Origin: http://{{host}}")]
    [TestCase(421, $"Host: evil.example|Authorization: Bearer {Served.Token}")]
    public async Task The_same_guard_refuses(int status, string headers)
    {
        var log = new RecordedLog();
        await using var app = await StartAsync(EchoAsync, Options with { LoggerFactory = log });
        var host = new Uri(app.Urls.Single()).Authority;
        using var peer = await RawPeer.ConnectAsync(host, TestContext.CurrentContext.CancellationToken);

        var answer = await peer.RequestAsync(
            RawPeer.HandshakeTo("/liaison", headers.Replace("{host}", host, StringComparison.Ordinal).Split('|')), TestContext.CurrentContext.CancellationToken);

        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} "));
        Assert.That(log.Warnings, Has.Length.EqualTo(1).And.None.Contains(Served.Token));
    }

    [Test]
    public async Task Refusals_are_logged_where_the_application_logs(CancellationToken cancellationToken)
    {
        using var log = new RecordedLog();
        await using var app = await StartAsync(EchoAsync, Options, log);

        await Assert.CatchAsync<IOException>(async () => await Connector(app, "/liaison", token: "wrong").ConnectAsync(cancellationToken));

        Assert.That(log.Warnings, Has.One.Contains("with 401"));
    }

    [Test]
    public async Task A_generated_token_is_told_by_the_endpoint(CancellationToken cancellationToken)
    {
        LiaisonEndpoint? endpoint = null;
        await using var app = await StartAsync(EchoAsync, options: null, mapped: added => endpoint = added);

        await using var client = await Connector(app, "/liaison", endpoint!.Token!).ConnectAsync(cancellationToken);

        Assert.That(endpoint.Token, Has.Length.EqualTo(43));
    }

    [Test]
    public async Task Stopping_the_application_ends_its_connections(CancellationToken cancellationToken)
    {
        var served = new TaskCompletionSource<CancellationToken>();
        await using var app = await StartAsync(
            async (connection, stopping) =>
            {
                served.SetResult(stopping);
                while (await connection.ReceiveAsync(stopping) is not null)
                {
                    // Until the end.
                }
            },
            Options);
        await using var client = await Connector(app, "/liaison").ConnectAsync(cancellationToken);
        var stopping = await served.Task;
        var ended = client.ReceiveAsync(cancellationToken).AsTask();

        await app.StopAsync(cancellationToken);

        Assert.That(stopping.IsCancellationRequested);
        Assert.That(await ended, Is.Null);
    }

    private static async Task EchoAsync(ICommandConnection connection, CancellationToken cancellationToken)
    {
        while (await connection.ReceiveAsync(cancellationToken) is { } frame)
        {
            await connection.SendAsync(frame, cancellationToken);
        }
    }

    private static WebSocketConnector Connector(WebApplication app, string path, string token = Served.Token) =>
        new(new UriBuilder(app.Urls.Single()) { Scheme = "ws", Path = path }.Uri, new WebSocketConnectorOptions { Token = token });

    private static async Task<WebApplication> StartAsync(
        Func<ICommandConnection, CancellationToken, Task> serve,
        WebSocketTransportOptions? options,
        ILoggerProvider? logging = null,
        Action<LiaisonEndpoint>? mapped = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        if (logging is not null)
        {
            builder.Logging.AddProvider(logging);
        }

        var app = builder.Build();
        app.UseRouting();
        app.MapGet("/own", () => "the application's own");
        var endpoint = app.MapLiaison("/liaison", serve, options);
        mapped?.Invoke(endpoint);
        await app.StartAsync();
        return app;
    }
}
