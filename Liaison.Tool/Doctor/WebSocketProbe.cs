using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Web;

namespace Liaison.Tool;

/// <summary>
/// Makes a WebSocket handshake, and reports where it fails: at the port, at TLS, at the host, at the origin or at the token.
/// </summary>
internal sealed class WebSocketProbe(DoctorSettings settings, Diagnosis diagnosis)
{
    private readonly Uri _address = new(settings.Address);

    // Without the query, which may contain a token.
    private string Name => _address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private bool HasToken => settings.Token is not null || TokenOfAddress is not null;

    private string? TokenOfAddress => HttpUtility.ParseQueryString(_address.Query)["token"];

    /// <summary>Whether the handshake succeeds.</summary>
    public async Task<bool> IsLetInAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        try
        {
            return await IsListeningAsync(limit.Token) && await IsShakenAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            diagnosis.Problem(
                ExitCodes.Unreachable,
                $"{Name} did not answer within {settings.Timeout.TotalMilliseconds:0} ms. Check that the process there is not suspended and that no firewall blocks the connection, or give it longer with --timeout.");
            return false;
        }
    }

    private async Task<bool> IsListeningAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(_address.IdnHost, _address.Port, cancellationToken);
            return true;
        }
        catch (SocketException failure)
        {
            diagnosis.Problem(ExitCodes.Unreachable, failure.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => $"Nobody listens at {Name}. Start the host, or correct the port. A host prints its address when it has started.",
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"The host name of {Name} is not known. Correct it.",
                _ => $"{Name} cannot be reached: {failure.Message}. Check the address and the network.",
            });
            return false;
        }
    }

    private async Task<bool> IsShakenAsync(CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.Proxy = _address.IsLoopback ? null : socket.Options.Proxy;
        if (settings.Token is { } token && TokenOfAddress is null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        if (settings.Origin is { } origin)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket.ConnectAsync(_address, cancellationToken);
            socket.Abort();
            return true;
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            var (exitCode, text) = Explain(socket.HttpStatusCode);
            diagnosis.Problem(exitCode, text);
        }
        catch (WebSocketException failure)
        {
            var (exitCode, text) = await new TlsProbe(_address).ExplainAsync(Name, failure, cancellationToken);
            diagnosis.Problem(exitCode, text);
        }

        return false;
    }

    private (int ExitCode, string Text) Explain(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized when !HasToken => (
            ExitCodes.Refused,
            $"{Name} requires a token, and none was given. Set {ServeSettings.TokenVariable} to the host's token, which `--ready json` prints, or add ?token= to the address."),
        HttpStatusCode.Unauthorized => (
            ExitCodes.Refused,
            $"The token is not the token of {Name}. A host that is not given a token generates a new one at each start: set {ServeSettings.TokenVariable} for both, or use the token that `--ready json` prints."),
        HttpStatusCode.Forbidden => (
            ExitCodes.Refused,
            $"{Name} does not admit pages of the origin '{settings.Origin}'. Start the host with --allow-origin {settings.Origin}, or add the origin to AllowedOrigins."),
        HttpStatusCode.MisdirectedRequest => (
            ExitCodes.Refused,
            $"{Name} does not accept the name '{_address.Authority}'. Use localhost and the host's own port, or add the name to AllowedHosts."),
        HttpStatusCode.NotFound => (ExitCodes.Unreachable, $"A web server answers at {Name}, but serves no WebSocket at this path. Correct the path."),
        HttpStatusCode.ServiceUnavailable => (ExitCodes.Refused, $"{Name} accepts no more connections. Close some, or raise MaxConnections."),
        _ => (ExitCodes.OtherProtocol, $"{Name} answered {(int)status} instead of opening a WebSocket: another web server has this port. Correct the port."),
    };
}
