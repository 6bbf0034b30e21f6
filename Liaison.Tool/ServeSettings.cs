using Liaison.Protocols;
using Liaison.Transports;
using Microsoft.Extensions.Logging;

namespace Liaison.Tool;

/// <summary>
/// The settings of a server from the command line and the environment. Not a record: its text would contain the token.
/// </summary>
internal sealed class ServeSettings
{
    /// <summary>The environment variable with the token.</summary>
    public const string TokenVariable = "LIAISON_TOKEN";

    /// <summary>The paths of the assemblies to load.</summary>
    public required IReadOnlyList<string> Load { get; init; }

    /// <summary>Names of types and namespaces to expose.</summary>
    public required IReadOnlyList<string> Expose { get; init; }

    public bool ExposeAll { get; init; }

    /// <summary>The name of a class that derives from Companion; null for Companion itself.</summary>
    public string? Companion { get; init; }

    public required IReadOnlyList<string> AllowedOrigins { get; init; }

    public bool NoToken { get; init; }

    /// <summary>The token from the environment. Null if there is none; then one is generated.</summary>
    public string? Token { get; init; }

    /// <summary>The folder whose files are served to browsers, or null.</summary>
    public string? StaticFolder { get; init; }

    /// <summary>The protocols that peers may speak. If there are several, the first frame of a connection selects one.</summary>
    public required IReadOnlyList<IWireProtocol> Protocols { get; init; }

    /// <summary>The framing of messages on streams.</summary>
    public StreamFraming Framing => SpecificationFile.FramingFor(Protocols);

    /// <summary>The address of the host that runs the commands which do not run here; null if all commands run here.</summary>
    public string? Forward { get; init; }

    /// <summary>Whether the console, a page to inspect this process, is served.</summary>
    public bool Console { get; init; }

    /// <summary>The file to which all messages are written, or null.</summary>
    public string? Record { get; init; }

    /// <summary>Whether errors contain stack traces; null if the command line does not say.</summary>
    public bool? Details { get; init; }

    public ReadyFormat Ready { get; init; }

    public bool ExitWithParent { get; init; }

    public TimeSpan? IdleExit { get; init; }

    /// <summary>How long a session is kept after its connection was lost. Null: sessions are not kept.</summary>
    public TimeSpan? Resume { get; init; }

    public int MaxMessageBytes { get; init; }

    public LogLevel Verbosity { get; init; }
}
