using Liaison.Transports;

namespace Liaison.Tool;

/// <summary>The addresses that <c>liaison call</c> accepts.</summary>
internal static class CallAddress
{
    public const string Forms = "ws://host:port, nats://host:port/subject, pipe:<name>, unix:<path> or stdio:<command line>";

    private const string Stdio = "stdio:";
    private const string Nats = "nats://";

    /// <summary>Returns the connector for an address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="token">The token for a WebSocket, if the address has none.</param>
    /// <param name="framing">The framing of messages on a pipe or a Unix socket.</param>
    /// <param name="origin">The origin to send to a WebSocket, as a page would; null sends none.</param>
    /// <exception cref="ToolException">The text is not a valid address.</exception>
    public static ICommandConnector Connector(string text, string? token, StreamFraming framing, string? origin = null)
    {
        try
        {
            return text.StartsWith(Stdio, StringComparison.Ordinal) ? ProcessConnector.FromCommandLine(text[Stdio.Length..])
                : text.StartsWith(Nats, StringComparison.Ordinal) ? new NatsConnector(NatsOptions.ForAddress(text))
                : CommandConnectors.ForAddress(text, new WebSocketConnectorOptions { Token = token, Origin = origin }, new StreamOptions { Framing = framing });
        }
        catch (ArgumentException problem) when (text.StartsWith(Stdio, StringComparison.Ordinal))
        {
            throw ToolException.Usage($"'{text}' is not an address: {problem.Message}", problem);
        }
        catch (ArgumentException problem)
        {
            throw ToolException.Usage($"'{WithoutSecrets(text)}' is not an address. Write {Forms}.", problem);
        }
    }

    /// <summary>An address without its query, which may contain a token, without its user, who may have a password, and without the arguments of a program.</summary>
    public static string WithoutSecrets(string text)
    {
        if (text.StartsWith(Stdio, StringComparison.Ordinal))
        {
            return Stdio + text[Stdio.Length..].TrimStart().Split(' ', 2)[0];
        }

        var address = text.Split('?')[0];
        if (text.StartsWith("unix:", StringComparison.Ordinal) || text.StartsWith("pipe:", StringComparison.Ordinal))
        {
            return address;
        }

        var user = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var host = address.LastIndexOf('@') + 1;
        return user < 3 || host == 0 ? address.Split('@')[^1] : address[..user] + address[host..];
    }
}
