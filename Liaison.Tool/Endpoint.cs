using Liaison.Protocols;
using Liaison.Transports;
using Microsoft.Extensions.Logging;

namespace Liaison.Tool;

/// <summary>A transport for peers, with the information that the tool prints about it.</summary>
internal sealed class Endpoint
{
    private readonly string _scheme;

    private Endpoint(string name, string scheme, ICommandTransport transport)
    {
        Name = name;
        _scheme = scheme;
        Transport = transport;
    }

    /// <summary>The transport's name, which is also the name of the tool's command.</summary>
    public string Name { get; }

    public ICommandTransport Transport { get; }

    /// <summary>The token that peers must present, or null if none is needed.</summary>
    public string? Token { get; private init; }

    /// <summary>Creates a one-time link to the served page. Null if no page is served.</summary>
    /// <remarks>Call it only after the transport is bound.</remarks>
    public Func<string>? CreateLink { get; private init; }

    /// <summary>Whether messages use standard output, so that nothing else may be written there.</summary>
    public bool OwnsStandardOutput { get; private init; }

    /// <summary>The address as <c>liaison call</c> accepts it. Final after the transport is bound.</summary>
    public string Url => _scheme + Transport.Address;

    public static Endpoint WebSocket(string address, ServeSettings settings, ILoggerFactory logs)
    {
        try
        {
            var transport = new WebSocketTransport(address, new WebSocketTransportOptions
            {
                Token = settings.Token,
                AnyLocalProcess = settings.NoToken,

                // With other protocols too, a peer of wslink must have the token in its address, and no peer connects without a token.
                TokenInFirstMessage = settings.Protocols is [WslinkProtocol],
                SubProtocols = [.. settings.Protocols.Select(protocol => protocol.Name)],
                AllowedOrigins = settings.AllowedOrigins,
                Console = settings.Console,
                StaticFiles = settings.StaticFolder is { } folder ? new StaticFilesOptions(folder) : null,
                MaxMessageBytes = settings.MaxMessageBytes,
                LoggerFactory = logs,
            });
            return new Endpoint("websocket", "ws://", transport)
            {
                Token = transport.Token,
                CreateLink = Page(settings) is { } page ? () => transport.CreateLink(page).AbsoluteUri : null,
            };
        }
        catch (ArgumentException problem)
        {
            throw ToolException.Usage($"{problem.Message}\nThe token comes from {ServeSettings.TokenVariable}, the origins from --allow-origin, the folder from --static.", problem);
        }
    }

    private static string? Page(ServeSettings settings) => settings.StaticFolder is not null ? "/" : settings.Console ? "/console/" : null;

    public static Endpoint Stdio(ServeSettings settings) =>
        new("stdio", "", new StdioTransport(new StdioOptions { MaxMessageBytes = settings.MaxMessageBytes, Framing = settings.Framing })) { OwnsStandardOutput = true };

    public static Endpoint Pipe(string name, ServeSettings settings) =>
        new("pipe", "pipe:", new NamedPipeTransport(name, new NamedPipeOptions { MaxMessageBytes = settings.MaxMessageBytes, Framing = settings.Framing }));

    public static Endpoint Nats(string address, ServeSettings settings)
    {
        try
        {
            return new Endpoint("nats", "", new NatsTransport(NatsOptions.ForAddress(address) with { MaxMessageBytes = settings.MaxMessageBytes }));
        }
        catch (ArgumentException problem)
        {
            throw ToolException.Usage(problem.Message, problem);
        }
    }

    public static Endpoint Unix(string path, ServeSettings settings) =>
        new("unix", "unix:", new UnixSocketTransport(path, new UnixSocketOptions { MaxMessageBytes = settings.MaxMessageBytes, Framing = settings.Framing }));
}
