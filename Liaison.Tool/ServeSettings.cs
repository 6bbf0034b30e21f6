using Liaison.Protocols;
using Liaison.Transports;
using Microsoft.Extensions.Logging;

namespace Liaison.Tool;

/// <summary>What a server was told on the command line and in the environment. Not a record: that would write its token.</summary>
internal sealed class ServeSettings
{
    /// <summary>The environment variable that holds the token.</summary>
    public const string TokenVariable = "LIAISON_TOKEN";

    /// <summary>The assemblies to load, by path.</summary>
    public required IReadOnlyList<string> Load { get; init; }

    /// <summary>Names of types and namespaces to expose.</summary>
    public required IReadOnlyList<string> Expose { get; init; }

    public bool ExposeAll { get; init; }

    /// <summary>The name of a class that derives from Companion; null for Companion itself.</summary>
    public string? Companion { get; init; }

    public required IReadOnlyList<string> AllowedOrigins { get; init; }

    public bool NoToken { get; init; }

    /// <summary>The token of the environment; null where there is none, so that one is generated.</summary>
    public string? Token { get; init; }

    /// <summary>The folder whose files browsers are served; null for none.</summary>
    public string? StaticFolder { get; init; }

    /// <summary>What peers may speak; where that is more than one, each connection shows which.</summary>
    public required IReadOnlyList<IWireProtocol> Protocols { get; init; }

    /// <summary>How messages are told apart on streams.</summary>
    public StreamFraming Framing => SpecificationFile.FramingFor(Protocols);

    /// <summary>Where commands are run that are not run here, as an address; null where all are run here.</summary>
    public string? Forward { get; init; }

    /// <summary>Whether a page is served that looks into this process.</summary>
    public bool Console { get; init; }

    /// <summary>The file that all messages are written to; null for none.</summary>
    public string? Record { get; init; }

    /// <summary>Whether errors carry stack traces; null where the command line does not say.</summary>
    public bool? Details { get; init; }

    public ReadyFormat Ready { get; init; }

    public bool ExitWithParent { get; init; }

    public TimeSpan? IdleExit { get; init; }

    /// <summary>How long sessions are kept whose link was lost; null where none are.</summary>
    public TimeSpan? Resume { get; init; }

    public int MaxMessageBytes { get; init; }

    public LogLevel Verbosity { get; init; }
}
