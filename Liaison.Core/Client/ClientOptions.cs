using System.Text.Json;
using Liaison.Protocols;
using Liaison.Resumption;
using Liaison.Sessions;

namespace Liaison.Client;

/// <summary>The options of a <see cref="LiaisonClient"/>.</summary>
public sealed record ClientOptions : SessionOptions
{
    /// <summary>Creates options with the default values.</summary>
    public ClientOptions()
        : base(Execution.PerConnection)
    {
    }

    /// <summary>The protocol of the host. The default is the liaison protocol.</summary>
    public IWireProtocol Protocol { get; init; } = LiaisonProtocol.Instance;

    /// <summary>
    /// The host's token; null if the host needs none. The client sends the token in the WebSocket handshake if it connects by
    /// address, and in the greeting if the protocol begins with one.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>
    /// Whether bytes are sent and received as attachments instead of base64, on connections with binary frames. The default is true.
    /// Set it to false for a host that understands only text, such as liaison-py: that host would not understand the first message.
    /// </summary>
    public bool Attachments { get; init; } = true;

    /// <summary>Whether the client sends and receives streams. The default is true.</summary>
    /// <remarks>
    /// The first message tells the host about streams. A host that does not know streams ignores
    /// this; it only fails to understand an argument that is a stream. With false, the client
    /// refuses such arguments, and the host returns the streams of its commands as bytes.
    /// </remarks>
    public bool Streams { get; init; } = true;

    /// <summary>Lets the session continue after its link is lost. Null, the default, ends the session with its link.</summary>
    /// <remarks>
    /// The client reconnects by itself, calls continue, and no message is lost or arrives twice. The host must set
    /// <c>HostOptions.ResumeTimeout</c>.
    /// </remarks>
    public ResumeOptions? Resume { get; init; }

    /// <summary>
    /// How values are written and read. Null means
    /// <see cref="JsonSerializerDefaults.Web"/>, with the same additions as in a companion.
    /// </summary>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>How deeply arrays and objects in a message may be nested. 3 to 1,000; the default is 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Whether errors of the client's own commands send stack traces to the host. The default is false.</summary>
    public bool IncludeErrorDetails { get; init; }

    /// <summary>
    /// How many items a sequence of one of the client's own commands may have if it is not streamed. The default is 100,000.
    /// </summary>
    public int MaxSequenceItems { get; init; } = 100_000;

    /// <summary>
    /// How many bytes a stream of one of the client's own commands may
    /// have if the caller does not support streams. The default is 8 MiB.
    /// </summary>
    /// <remarks>Such a caller receives all bytes in one answer. A longer stream fails with <c>too_large</c>.</remarks>
    public int MaxCollectedBytes { get; init; } = 8 << 20;

    /// <summary>How the client reconnects after a lost connection. Null, the default, ends the client with its connection.</summary>
    public ReconnectOptions? Reconnect { get; init; }

    /// <summary>Returns only the name of the type. The generated text of a record would contain the token.</summary>
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
