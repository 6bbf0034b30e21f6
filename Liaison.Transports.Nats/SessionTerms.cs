namespace Liaison.Transports;

/// <summary>The terms that each end of a session sends to the other before the session starts.</summary>
/// <param name="Version">The version of this exchange and of the packets.</param>
/// <param name="Session">The session's id. The caller creates it.</param>
/// <param name="WindowBytes">How many unread bytes this end accepts.</param>
/// <param name="HeartbeatMilliseconds">How often this end sends a heartbeat.</param>
internal sealed record SessionTerms(int Version, string Session, long WindowBytes, double HeartbeatMilliseconds)
{
    public const int CurrentVersion = 1;

    private const int IdLength = 32;

    /// <summary>Why the session is refused, or null if it is accepted.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether the terms are valid. The id becomes a part of a subject, so it may contain only hexadecimal digits.</summary>
    public bool AreValid =>
        Version == CurrentVersion && (Refusal is not null || (Session is { Length: IdLength } && Session.All(char.IsAsciiHexDigit)))
        && WindowBytes is > 0 and <= 1 << 30 && HeartbeatMilliseconds is > 0 and <= 3_600_000;

    public static SessionTerms Of(NatsOptions options, string session) =>
        new(CurrentVersion, session, options.WindowBytes, options.Heartbeat.TotalMilliseconds);
}
