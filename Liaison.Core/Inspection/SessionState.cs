namespace Liaison.Inspection;

/// <summary>The state of a session at one moment, for the console.</summary>
internal sealed record SessionState
{
    public required int Id { get; init; }

    public required string Transport { get; init; }

    public required string Address { get; init; }

    /// <summary>The credential of the peer; null if the peer is not authenticated.</summary>
    public string? Credential { get; init; }

    /// <summary>The protocol; null while the peer has sent nothing.</summary>
    public string? Protocol { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether the session belongs to a console, whose traffic is not kept.</summary>
    public bool IsConsole { get; init; }

    public required long Received { get; init; }

    public required long ReceivedBytes { get; init; }

    public required long Sent { get; init; }

    public required long SentBytes { get; init; }

    /// <summary>The number of the peer's waiting and running calls. The oldest of them are in <see cref="Calls"/>.</summary>
    public required int Pending { get; init; }

    public required IReadOnlyList<Call> Calls { get; init; }

    /// <summary>How many bytes the peer has not read yet, as far as this end knows.</summary>
    public required long UnsentBytes { get; init; }

    /// <summary>How many calls of the host the peer has not answered yet.</summary>
    public required int Outgoing { get; init; }

    public required IReadOnlyList<Pattern> Subscriptions { get; init; }

    /// <summary>A call of the peer.</summary>
    /// <param name="Id">The id, as JSON.</param>
    /// <param name="Command">The command.</param>
    /// <param name="IsRunning">Whether the call is running; otherwise it waits.</param>
    /// <param name="WaitedMs">How long it has waited, in milliseconds.</param>
    /// <param name="RanMs">How long it has run, in milliseconds.</param>
    internal sealed record Call(string Id, string Command, bool IsRunning, double WaitedMs, double RanMs);

    /// <summary>A subscription of the peer.</summary>
    /// <param name="Topic">The topic, or the pattern of topics.</param>
    /// <param name="Waiting">How many events wait for the peer to read.</param>
    /// <param name="Overflow">How events are handled that do not fit.</param>
    internal sealed record Pattern(string Topic, int Waiting, string Overflow);
}
