using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Liaison.Tool;

/// <summary>Finds out whether a port speaks TLS, after a handshake failed without an answer.</summary>
internal sealed class TlsProbe(Uri address)
{
    /// <summary>Returns why the handshake failed.</summary>
    public async Task<(int ExitCode, string Text)> ExplainAsync(string name, WebSocketException failure, CancellationToken cancellationToken)
    {
        var (speaksTls, problems, certificate) = await AskAsync(cancellationToken);
        using (certificate)
        {
            return (address.Scheme, speaksTls) switch
            {
                ("ws", true) => (ExitCodes.Refused, $"{name} speaks TLS. Write wss:// instead of ws://."),
                ("wss", false) => (ExitCodes.Refused, $"{name} does not speak TLS. Write ws:// instead of wss://, or give the host a certificate."),
                ("wss", true) when problems != SslPolicyErrors.None => (
                    ExitCodes.Refused,
                    $"The certificate of {name} is not trusted here ({problems}): it is for {certificate?.Subject}, by {certificate?.Issuer}, until {certificate?.NotAfter:yyyy-MM-dd}. Trust it, or use a trusted one."),
                _ => (ExitCodes.OtherProtocol, $"The program at {name} is not a web server: {failure.Message} Correct the port."),
            };
        }
    }

    private async Task<(bool SpeaksTls, SslPolicyErrors Problems, X509Certificate2? Certificate)> AskAsync(CancellationToken cancellationToken)
    {
        var problems = SslPolicyErrors.None;
        X509Certificate2? certificate = null;
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(address.IdnHost, address.Port, cancellationToken);
            await using var stream = new SslStream(socket.GetStream());
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = address.IdnHost,

                    // No data is sent over this connection. It only serves to read the certificate.
#pragma warning disable CA5359
                    RemoteCertificateValidationCallback = (_, presented, _, found) =>
                    {
                        problems = found;
                        certificate = presented is null ? null : X509CertificateLoader.LoadCertificate(presented.GetRawCertData());
                        return true;
                    },
#pragma warning restore CA5359
                },
                cancellationToken);
            return (true, problems, certificate);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException or SocketException)
        {
            return (false, problems, certificate);
        }
    }
}
