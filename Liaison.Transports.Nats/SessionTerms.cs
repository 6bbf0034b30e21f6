namespace Liaison.Transports;

/// <summary>What one end of a session tells the other of itself before it begins.</summary>
/// <param name="Version">The version of this exchange and of the packets.</param>
/// <param name="Session">The session's id, which the caller makes.</param>
/// <param name="WindowBytes">How many bytes it takes before it has read them.</param>
/// <param name="HeartbeatMilliseconds">How often it gives a sign of life.</param>
internal sealed record SessionTerms(int Version, string Session, long WindowBytes, double HeartbeatMilliseconds)
{
    public const int CurrentVersion = 1;

    private const int IdLength = 32;

    /// <summary>Why the session is refused; null where it is not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether they can be worked with. An id becomes part of a subject, so it is hexadecimal digits and nothing else.</summary>
    public bool AreValid =>
        Version == CurrentVersion && (Refusal is not null || (Session is { Length: IdLength } && Session.All(char.IsAsciiHexDigit)))
        && WindowBytes is > 0 and <= 1 << 30 && HeartbeatMilliseconds is > 0 and <= 3_600_000;

    public static SessionTerms Of(NatsOptions options, string session) =>
        new(CurrentVersion, session, options.WindowBytes, options.Heartbeat.TotalMilliseconds);
}
