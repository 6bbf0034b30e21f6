using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Liaison.Transports;

namespace Liaison.Tests.WebSockets;

/// <summary>A bound transport with a certificate that it signed itself, and a raw client over TLS that has sent its handshake.</summary>
internal sealed class TlsServed : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;

    private TlsServed(X509Certificate2 certificate, WebSocketTransport transport, SslStream client) =>
        (_certificate, Transport, Client) = (certificate, transport, client);

    public WebSocketTransport Transport { get; }

    public SslStream Client { get; }

    public static async Task<TlsServed> OpenAsync(CancellationToken cancellationToken, WebSocketTransportOptions? options = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var transport = await Served.BindAsync((options ?? new WebSocketTransportOptions()) with { Certificate = certificate });
        var client = await ConnectAsync(transport, certificate, cancellationToken);
        var handshake = RawPeer.Handshake(transport.Address, $"Authorization: Bearer {Served.Token}");
        await client.WriteAsync(Encoding.ASCII.GetBytes(handshake), cancellationToken);
        return new TlsServed(certificate, transport, client);
    }

    /// <summary>What is answered to a request over a connection of its own that is closed after it.</summary>
    public async Task<string> RequestAsync(string text, CancellationToken cancellationToken)
    {
        await using var client = await ConnectAsync(Transport, _certificate, cancellationToken);
        await client.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        using var reader = new StreamReader(client, Encoding.Latin1);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Transport.DisposeAsync();
        _certificate.Dispose();
    }

    private static async Task<SslStream> ConnectAsync(WebSocketTransport transport, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(transport.Address), cancellationToken);
        var client = new SslStream(
            new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false, (_, presented, _, _) => certificate.Equals(presented));
        await client.AuthenticateAsClientAsync("localhost");
        return client;
    }
}
