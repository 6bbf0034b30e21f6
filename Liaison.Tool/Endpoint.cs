using Liaison.Protocols;
using Liaison.Transports;
using Microsoft.Extensions.Logging;

namespace Liaison.Tool;

/// <summary>Where peers arrive: a transport, and what the tool tells of it.</summary>
internal sealed class Endpoint
{
    private readonly string _scheme;

    private Endpoint(string name, string scheme, ICommandTransport transport)
    {
        Name = name;
        _scheme = scheme;
        Transport = transport;
    }

    /// <summary>The transport's name, which is the tool's command for it.</summary>
    public string Name { get; }

    public ICommandTransport Transport { get; }

    /// <summary>What a peer has to present; null where nothing.</summary>
    public string? Token { get; private init; }

    /// <summary>Makes a one-time link to the page that is served here; null where none is. To be called once the transport is bound.</summary>
    public Func<string>? CreateLink { get; private init; }

    /// <summary>Whether messages go over standard output, so that nothing else may.</summary>
    public bool OwnsStandardOutput { get; private init; }

    /// <summary>The address as <c>liaison call</c> takes it. Final once the transport is bound.</summary>
    public string Url => _scheme + Transport.Address;

    public static Endpoint WebSocket(string address, ServeSettings settings, ILoggerFactory logs)
    {
        try
        {
            var transport = new WebSocketTransport(address, new WebSocketTransportOptions
            {
                Token = settings.Token,
                AnyLocalProcess = settings.NoToken,

                // Where others are served too, a peer of wslink has the token in its address, and nobody is let in without.
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
            throw ToolException.Usage($"{problem.Message}\nThe token is that of {ServeSettings.TokenVariable}, the origins those of --allow-origin, the folder that of --static.", problem);
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
