using System.Text.Json;
using Liaison.Protocols;
using Liaison.Sessions;
using Microsoft.Extensions.Logging;

namespace Liaison.Client;

/// <summary>What a <see cref="LiaisonClient"/> may be told.</summary>
public sealed record ClientOptions
{
    /// <summary>What the host speaks. The default is the liaison protocol.</summary>
    public IWireProtocol Protocol { get; init; } = LiaisonProtocol.Instance;

    /// <summary>The host's token, for a WebSocket that is connected to by its address; null where the host wants none.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// Whether bytes are sent and received as attachments where the connection has binary frames, and not as base64. The default is true.
    /// Set it to false for a host that knows text alone, as liaison-py does: it would not understand the first message.
    /// </summary>
    public bool Attachments { get; init; } = true;

    /// <summary>How values are written and read; null takes <see cref="JsonSerializerDefaults.Web"/>, completed as a companion's are.</summary>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>How deeply arrays and objects may be nested in a message, at most 1,000. The default is 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Which of the client's own commands wait for which, when the host calls them. The default is one at a time.</summary>
    public Execution Execution { get; init; } = Execution.PerConnection;

    /// <summary>Where the client's own commands are posted to, e.g. the user interface's; null runs them on the thread pool.</summary>
    public SynchronizationContext? SynchronizationContext { get; init; }

    /// <summary>Whether errors of the client's own commands carry stack traces to the host. The default is false.</summary>
    public bool IncludeErrorDetails { get; init; }

    /// <summary>Where the client writes its log; null writes none.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>How many commands the host may have pending here; another is answered with <c>busy</c>. The default is 16,384.</summary>
    public int MaxPendingCalls { get; init; } = 16_384;

    /// <summary>How many bytes of requests the host may have pending here; one request may always be. The default is 64 MiB.</summary>
    public long MaxPendingBytes { get; init; } = 64L << 20;

    /// <summary>How many bytes may be unsent; another call then fails with <c>busy</c>. The default is 64 MiB.</summary>
    public long MaxUnsentBytes { get; init; } = 64L << 20;

    /// <summary>How many bytes may be unsent before the client's own streams wait. The default is 256 KiB.</summary>
    public long SendBufferBytes { get; init; } = 256L << 10;

    /// <summary>How many bytes of one stream may wait to be read; past it the stream is canceled, and fails. The default is 64 MiB.</summary>
    public long MaxUnreadBytes { get; init; } = 64L << 20;

    /// <summary>How many items a sequence that one of the client's own commands gives may have, where it is not streamed. The default is 100,000.</summary>
    public int MaxSequenceItems { get; init; } = 100_000;

    /// <summary>How long the client's own commands may go on when it is disposed. The default is 1 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long canceled commands may take to end before they are answered and left to themselves. The default is 2 s.</summary>
    public TimeSpan CancelTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Names the type alone: a record would write its token.</summary>
    public override string ToString() => nameof(ClientOptions);

    /// <summary>Checks the values, so that a wrong one is told before anything connects.</summary>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Protocol);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 3);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxDepth, 1_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingCalls, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnsentBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SendBufferBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnreadBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSequenceItems, 1);
        SessionTimeout.Check(DrainTimeout);
        SessionTimeout.Check(CancelTimeout);
    }
}
