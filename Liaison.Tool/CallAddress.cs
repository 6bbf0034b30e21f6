using System.Web;
using Liaison.Transports;

namespace Liaison.Tool;

/// <summary>The addresses that <c>liaison call</c> takes.</summary>
internal static class CallAddress
{
    public const string Forms = "ws://host:port, pipe:<name>, unix:<path> or stdio:<command line>";

    /// <summary>What connects to the address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="token">The token for a WebSocket, unless the address has one of its own.</param>
    /// <exception cref="ToolException">The text is not an address.</exception>
    public static ICommandConnector Connector(string text, string? token)
    {
        var (scheme, rest) = text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (text[..colon], text[(colon + 1)..]) : ("", text);
        try
        {
            return scheme switch
            {
                "ws" or "wss" => WebSocket(text, token),
                "pipe" => new NamedPipeConnector(rest),
                "unix" => new UnixSocketConnector(rest),
                "stdio" => ProcessConnector.FromCommandLine(rest),
                _ => throw ToolException.Usage($"'{text}' is not an address. Write {Forms}."),
            };
        }
        catch (ArgumentException problem)
        {
            throw ToolException.Usage($"'{text}' is not an address: {problem.Message}", problem);
        }
    }

    private static WebSocketConnector WebSocket(string text, string? token)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            throw ToolException.Usage($"'{text}' is not an address. Write {Forms}.");
        }

        var own = HttpUtility.ParseQueryString(address.Query)["token"];
        return new WebSocketConnector(address, new WebSocketConnectorOptions { Token = own is null ? token : null });
    }
}
