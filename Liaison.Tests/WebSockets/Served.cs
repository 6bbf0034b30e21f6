using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

/// <summary>A bound transport, and what tests do with one.</summary>
internal static class Served
{
    public const string Token = "s3cret-T0ken_of.tests~";

    public static async Task<WebSocketTransport> BindAsync(WebSocketTransportOptions? options = null, string address = "127.0.0.1:0")
    {
        options ??= new WebSocketTransportOptions();
        var transport = new WebSocketTransport(address, options.AnyLocalProcess ? options : options with { Token = Token });
        await transport.BindAsync(CancellationToken.None);
        return transport;
    }

    public static WebSocketConnector Connector(this WebSocketTransport transport, WebSocketConnectorOptions? options = null) =>
        new(new Uri("ws://" + transport.Address), (options ?? new WebSocketConnectorOptions()) with { Token = Token });

    /// <summary>Both ends of a new connection.</summary>
    public static async Task<(ICommandConnection Client, ICommandConnection Server)> ConnectAsync(
        this WebSocketTransport transport, CancellationToken cancellationToken)
    {
        var client = await transport.Connector().ConnectAsync(cancellationToken);
        return (client, await transport.AcceptedAsync(cancellationToken));
    }

    /// <summary>A raw client and the server's end of its connection.</summary>
    public static async Task<(RawPeer Client, ICommandConnection Server)> ConnectRawAsync(
        this WebSocketTransport transport, CancellationToken cancellationToken)
    {
        var client = await RawPeer.UpgradeAsync(transport.Address, cancellationToken);
        return (client, await transport.AcceptedAsync(cancellationToken));
    }

    public static async Task<ICommandConnection> AcceptedAsync(this WebSocketTransport transport, CancellationToken cancellationToken) =>
        await transport.AcceptAsync(cancellationToken) ?? throw new InvalidOperationException("The transport accepts no more.");

    /// <summary>Closes both ends at once, so that neither waits in vain for the other's answer.</summary>
    public static Task CloseAsync(ICommandConnection one, ICommandConnection other) =>
        Task.WhenAll(one.DisposeAsync().AsTask(), other.DisposeAsync().AsTask());

    public static Frame Text(string text) => new(FrameKind.Text, System.Text.Encoding.UTF8.GetBytes(text));

    public static string TextOf(Frame? frame)
    {
        Assert.That(frame?.Kind, Is.EqualTo(FrameKind.Text));
        return System.Text.Encoding.UTF8.GetString(frame!.Value.Bytes.Span);
    }

    public static ValueTask SendAsync(this ICommandConnection connection, Frame frame, CancellationToken cancellationToken) =>
        connection.SendAsync((Frame[])[frame], cancellationToken);
}
