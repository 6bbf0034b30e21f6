using System.Text.Json;
using Liaison.Protocols;
using Liaison.Resumption;
using Liaison.Sessions;

namespace Liaison.Client;

/// <summary>What a <see cref="LiaisonClient"/> may be told.</summary>
public sealed record ClientOptions : SessionOptions
{
    /// <summary>The defaults.</summary>
    public ClientOptions()
        : base(Execution.PerConnection)
    {
    }

    /// <summary>What the host speaks. The default is the liaison protocol.</summary>
    public IWireProtocol Protocol { get; init; } = LiaisonProtocol.Instance;

    /// <summary>
    /// The host's token; null where the host wants none. It is presented in the handshake of a WebSocket that is connected to by its
    /// address, and in the greeting of a protocol that begins with one.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>
    /// Whether bytes are sent and received as attachments where the connection has binary frames, and not as base64. The default is true.
    /// Set it to false for a host that knows text alone, as liaison-py does: it would not understand the first message.
    /// </summary>
    public bool Attachments { get; init; } = true;

    /// <summary>
    /// Whether streams are given and taken. The default is true: a host that knows none ignores that the first message says so, and would
    /// only not understand an argument that is one. False refuses such arguments here, and has streams that commands give answered as bytes.
    /// </summary>
    public bool Streams { get; init; } = true;

    /// <summary>
    /// Has the session outlive its link: the client connects again by itself, calls go on, and nothing is lost or arrives twice. The host
    /// must have <c>HostOptions.ResumeTimeout</c>. Null, the default, leaves the session to end with its link.
    /// </summary>
    public ResumeOptions? Resume { get; init; }

    /// <summary>How values are written and read; null takes <see cref="JsonSerializerDefaults.Web"/>, completed as a companion's are.</summary>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>How deeply arrays and objects may be nested in a message, at most 1,000. The default is 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Whether errors of the client's own commands carry stack traces to the host. The default is false.</summary>
    public bool IncludeErrorDetails { get; init; }

    /// <summary>How many items a sequence that one of the client's own commands gives may have, where it is not streamed. The default is 100,000.</summary>
    public int MaxSequenceItems { get; init; } = 100_000;

    /// <summary>
    /// How many bytes a stream may give that a command returns to a caller who takes no streams: they are answered all at once, and more
    /// fail with <c>too_large</c>. The default is 8 MiB.
    /// </summary>
    public int MaxCollectedBytes { get; init; } = 8 << 20;

    /// <summary>
    /// How a connection that was lost is connected again; null, the default, does not: then the client ends with its connection.
    /// </summary>
    public ReconnectOptions? Reconnect { get; init; }

    /// <summary>Names the type alone: a record would write its token.</summary>
    public override string ToString() => nameof(ClientOptions);

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Protocol);
        Resume?.Validate();
        Reconnect?.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 3);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxDepth, 1_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSequenceItems, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCollectedBytes, 1);
    }
}
