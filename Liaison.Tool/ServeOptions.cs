using System.CommandLine;
using Liaison.Protocols;
using Liaison.Transports;
using Microsoft.Extensions.Logging;

namespace Liaison.Tool;

/// <summary>The common options of the commands that serve.</summary>
internal sealed class ServeOptions
{
    private const int MaxIdleSeconds = 30 * 24 * 60 * 60;

    // The first protocol answers messages that no protocol recognises, so front ends for liaison-py always get answers in the liaison
    // protocol.
    private static readonly IWireProtocol[] Protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance, WslinkProtocol.Instance];

    private readonly Option<string[]> _load = new("--load")
    {
        HelpName = "assembly.dll",
        Description = "Load an assembly with its dependencies, and expose its public types.",
    };

    private readonly Option<string[]> _expose = new("--expose")
    {
        HelpName = "type or namespace",
        Description = "Expose a further type or namespace, of the loaded assemblies or of the framework.",
    };

    private readonly Option<bool> _exposeAll = Flag("--expose-all", "Expose everything: peers can then do everything that this process can do.");

    private readonly Option<string?> _companion = new("--companion")
    {
        HelpName = "type",
        Description = "Serve an object of this class, which is in a loaded assembly and derives from Companion.",
    };

    private readonly Option<string[]> _allowOrigin = new("--allow-origin")
    {
        HelpName = "origin",
        Description = "WebSocket: let web pages of this origin connect, e.g. http://localhost:3000.",
    };

    private readonly Option<bool> _noToken = Flag("--no-token", "WebSocket: let any process of this machine connect without a token.");

    private readonly Option<string?> _static = new("--static")
    {
        HelpName = "folder",
        Description = "WebSocket: serve the files of this folder to browsers, on the same port. --ready link prints a link that opens the page.",
    };

    private readonly Option<string?> _protocol = new Option<string?>("--protocol")
    {
        Description = "The protocol of the peers. [default: any; the first message or the WebSocket subprotocol of a connection selects it]",
    }.AcceptOnlyFrom([.. Protocols.Select(protocol => protocol.Name), SpecificationFile.Protocol]);

    private readonly Option<string?> _specification = SpecificationFile.CreateOption();

    private readonly Option<string?> _forward = new("--forward")
    {
        HelpName = "address",
        Description = $"Forward all commands to the host at this address, e.g. to workers behind NATS: {CallAddress.Forms}.",
    };

    private readonly Option<bool> _console = Flag("--console", "WebSocket: serve the console, a page to inspect this process, at /console/. --ready link prints a link that opens it.");

    private readonly Option<string?> _record = new("--record")
    {
        HelpName = "file",
        Description = "Write all messages of all peers to this file, as a recording for `liaison replay`.",
    };

    private readonly Option<string> _details = new Option<string>("--details")
    {
        Description = "Whether errors carry stack traces. [default: on]",
    }.AcceptOnlyFrom("on", "off");

    private readonly Option<string> _ready = new Option<string>("--ready")
    {
        Description = "What to print when peers can connect: the marker of `liaison constants`; a line of JSON with the token; or, with --static or --console, a link that opens the page once, in one browser.",
        DefaultValueFactory = _ => "marker",
    }.AcceptOnlyFrom("marker", "json", "link");

    private readonly Option<bool> _exitWithParent = Flag("--exit-with-parent", "Stop when the process that started this one has ended.");

    private readonly Option<int?> _idleExit = new Option<int?>("--idle-exit")
    {
        HelpName = "seconds",
        Description = "Stop when no peer was connected for this time.",
    }.AcceptRange(1, MaxIdleSeconds);

    private readonly Option<int?> _resume = new Option<int?>("--resume")
    {
        Description = "Keep a peer's session for this many seconds after its connection was lost, so that the peer can resume it over a new connection.",
        HelpName = "seconds",
    }.AcceptRange(1, MaxIdleSeconds);

    private readonly Option<int?> _maxMessage = new Option<int?>("--max-message")
    {
        HelpName = "bytes",
        Description = "The largest message that is accepted from a peer.",
        DefaultValueFactory = _ => TransportLimits.DefaultMaxMessageBytes,
    }.AcceptRange(1, Array.MaxLength / 2);

    private readonly Option<string> _verbosity = new Option<string>("--verbosity")
    {
        HelpName = "level",
        Description = "What to log to standard error: trace, debug, information, warning, error, critical or none.",
        DefaultValueFactory = _ => "warning",
    }.AcceptOnlyFrom([.. Enum.GetNames<LogLevel>().Select(name => name.ToLowerInvariant())]);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            _load, _expose, _exposeAll, _companion, _allowOrigin, _noToken, _static, _protocol, _specification, _forward, _console, _record, _details, _ready, _exitWithParent, _idleExit, _resume, _maxMessage, _verbosity,
        })
        {
            command.Add(option);
        }
    }

    public ServeSettings Read(ParseResult result) => new()
    {
        Load = result.GetValue(_load) ?? [],
        Expose = result.GetValue(_expose) ?? [],
        ExposeAll = result.GetValue(_exposeAll),
        Companion = result.GetValue(_companion),
        AllowedOrigins = result.GetValue(_allowOrigin) ?? [],
        NoToken = result.GetValue(_noToken),
        StaticFolder = result.GetValue(_static),
        Token = TakeToken(),
        Protocols = Spoken(result.GetValue(_protocol), result.GetValue(_specification)),
        Forward = result.GetValue(_forward),
        Console = result.GetValue(_console),
        Record = result.GetValue(_record),
        Details = result.GetValue(_details) is { } details ? details == "on" : null,
        Ready = Enum.Parse<ReadyFormat>(result.GetValue(_ready)!, ignoreCase: true),
        ExitWithParent = result.GetValue(_exitWithParent),
        Resume = result.GetValue(_resume) is { } kept ? TimeSpan.FromSeconds(kept) : null,
        IdleExit = result.GetValue(_idleExit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        MaxMessageBytes = result.GetValue(_maxMessage)!.Value,
        Verbosity = Enum.Parse<LogLevel>(result.GetValue(_verbosity)!, ignoreCase: true),
    };

    // Removed from the environment, which every program that the hosted code starts would inherit.
    private static string? TakeToken()
    {
        var token = Environment.GetEnvironmentVariable(ServeSettings.TokenVariable);
        Environment.SetEnvironmentVariable(ServeSettings.TokenVariable, null);
        return token is { Length: > 0 } ? token : null;
    }

    // With a specification all protocols are offered, and the first frame selects one. Without a specification, the protocol that
    // needs one is left out.
    private static IReadOnlyList<IWireProtocol> Spoken(string? name, string? specification) => name switch
    {
        SpecificationFile.Protocol => [SpecificationFile.Read(specification)],
        null when specification is not null => [.. Protocols, SpecificationFile.Read(specification)],
        _ => [.. Protocols.Where(protocol => name is null || name == protocol.Name)],
    };

    // Without the arity the option would take a following argument as its value if that is "true" or "false".
    private static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };
}
