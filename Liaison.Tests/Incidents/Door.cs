using System.Net;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Tests.Incidents;

/// <summary>A place where WebSocket peers arrive, and are sent back what they send.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly WebSocketTransport? _transport;
    private readonly WebApplication? _application;
    private readonly Task _serving;

    private Door(WebSocketTransport transport)
    {
        _transport = transport;
        Authority = transport.Address;
        Path = "/";
        _serving = ServeAllAsync(transport);
    }

    private Door(WebApplication application)
    {
        _application = application;
        Authority = new Uri(application.Urls.Single()).Authority;
        Path = "/liaison";
        _serving = Task.CompletedTask;
    }

    /// <summary>The host and the port.</summary>
    public string Authority { get; }

    public string Port => Authority.Split(':')[^1];

    public string Path { get; }

    public Uri Address => new($"ws://{Authority}{Path}");

    /// <summary>Opens one with the token of <see cref="Served"/>.</summary>
    public static async Task<Door> OpenAsync(Way way, WebSocketTransportOptions? options = null)
    {
        options = (options ?? new WebSocketTransportOptions()) with { Token = Served.Token };
        if (way == Way.OwnServer)
        {
            return new Door(await Served.BindAsync(options));
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = way == Way.MappedOverHttp2 ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        if (way == Way.MappedBesideWebSockets)
        {
            application.UseWebSockets();
        }

        application.UseRouting();
        application.MapGet("/own", () => "the application's own");
        application.MapLiaison("/liaison", EchoAsync, options);
        await application.StartAsync();
        return new Door(application);
    }

    /// <summary>The answer to a handshake with these headers, in which <c>{host}</c> and <c>{port}</c> are the door's.</summary>
    public async Task<string> AnswerAsync(string headers, CancellationToken cancellationToken, string? target = null)
    {
        using var peer = await RawPeer.ConnectAsync(Authority, cancellationToken);
        var answer = await peer.RequestAsync(RawPeer.HandshakeTo(Fill(target ?? Path), Fill(headers).Split('|')), cancellationToken);
        peer.Reset();
        return answer;
    }

    public string Fill(string text) =>
        text.Replace("{host}", Authority, StringComparison.Ordinal).Replace("{port}", Port, StringComparison.Ordinal).Replace("{path}", Path, StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        if (_transport is not null)
        {
            await _transport.DisposeAsync();
        }

        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        await _serving;
    }

    private static async Task ServeAllAsync(WebSocketTransport transport)
    {
        var served = new List<Task>();
        while (await transport.AcceptAsync(CancellationToken.None) is { } connection)
        {
            served.Add(ServeAsync(connection));
        }

        await Task.WhenAll(served);
    }

    private static async Task ServeAsync(ICommandConnection connection)
    {
        await using (connection)
        {
            await EchoAsync(connection, CancellationToken.None);
        }
    }

    private static async Task EchoAsync(ICommandConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            while (await connection.ReceiveAsync(cancellationToken) is { } frame)
            {
                await connection.SendAsync(frame, cancellationToken);
            }
        }
        catch (IOException)
        {
            // The peer left before it was answered.
        }
    }
}
