namespace Liaison.Inspection;

/// <summary>What a session does at one moment, as the console is told.</summary>
internal sealed record SessionState
{
    public required int Id { get; init; }

    public required string Transport { get; init; }

    public required string Address { get; init; }

    /// <summary>What the peer proved itself with; null where it proved nothing.</summary>
    public string? Credential { get; init; }

    /// <summary>What is spoken; null where the peer has not said anything yet.</summary>
    public string? Protocol { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether it is a console, whose traffic is not kept.</summary>
    public bool IsConsole { get; init; }

    public required long Received { get; init; }

    public required long ReceivedBytes { get; init; }

    public required long Sent { get; init; }

    public required long SentBytes { get; init; }

    /// <summary>How many calls of the peer wait or run; the oldest of them are <see cref="Calls"/>.</summary>
    public required int Pending { get; init; }

    public required IReadOnlyList<Call> Calls { get; init; }

    /// <summary>How many bytes the peer has not read yet, as far as this end knows.</summary>
    public required long UnsentBytes { get; init; }

    /// <summary>How many calls of the host the peer has not answered.</summary>
    public required int Outgoing { get; init; }

    public required IReadOnlyList<Pattern> Subscriptions { get; init; }

    /// <summary>A call of the peer.</summary>
    /// <param name="Id">Its id, as JSON.</param>
    /// <param name="Command">The command.</param>
    /// <param name="IsRunning">Whether it runs; else it waits.</param>
    /// <param name="WaitedMs">How long it waited.</param>
    /// <param name="RanMs">How long it has run.</param>
    internal sealed record Call(string Id, string Command, bool IsRunning, double WaitedMs, double RanMs);

    /// <summary>A subscription of the peer.</summary>
    /// <param name="Topic">The topic, or the pattern of topics.</param>
    /// <param name="Waiting">How many events wait for the peer to read.</param>
    /// <param name="Overflow">What becomes of events that do not fit.</param>
    internal sealed record Pattern(string Topic, int Waiting, string Overflow);
}
