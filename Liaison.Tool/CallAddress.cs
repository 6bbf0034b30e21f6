using Liaison.Transports;

namespace Liaison.Tool;

/// <summary>The addresses that <c>liaison call</c> takes.</summary>
internal static class CallAddress
{
    public const string Forms = "ws://host:port, nats://host:port/subject, pipe:<name>, unix:<path> or stdio:<command line>";

    private const string Stdio = "stdio:";
    private const string Nats = "nats://";

    /// <summary>What connects to the address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="token">The token for a WebSocket, unless the address has one of its own.</param>
    /// <param name="framing">How messages are told apart on a pipe or a Unix socket.</param>
    /// <param name="origin">The page that connects to a WebSocket; null for a program.</param>
    /// <exception cref="ToolException">The text is not an address.</exception>
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

    // A query may hold a token, and what is before an @ a password.
    private static string WithoutSecrets(string text) => text.Split('?')[0].Split('@')[^1];
}
