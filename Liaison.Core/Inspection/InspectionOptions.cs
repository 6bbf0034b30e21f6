namespace Liaison.Inspection;

/// <summary>What a host keeps of its traffic, for the console and for recordings.</summary>
/// <remarks>
/// Whoever may call the host's commands may then also call those that begin with <c>inspect.</c>, and reads with them what all other
/// peers send and get. Attachments are kept as their sizes, binary frames without their bytes.
/// </remarks>
public sealed record InspectionOptions
{
    /// <summary>How many messages are kept, at most 10,000,000; the oldest go first. The default is 10,000.</summary>
    public int MaxMessages { get; init; } = 10_000;

    /// <summary>How many bytes of their texts are kept; the oldest messages go first. The default is 16 MiB.</summary>
    public long MaxBytes { get; init; } = 16L << 20;

    /// <summary>How many bytes of each message's text are kept, from its beginning. The default is 16 KiB.</summary>
    public int MaxTextBytes { get; init; } = 16 << 10;

    /// <summary>How many topics are counted; events of further ones are counted together. The default is 1,000.</summary>
    public int MaxTopics { get; init; } = 1_000;

    /// <summary>
    /// Values are never kept whose member's name, or parameter's name, contains one of these, whatever its case and without <c>_</c>,
    /// <c>-</c> and spaces: <c>token</c> stands for <c>access_token</c> and <c>TokenValue</c> too. The default is <c>token</c>,
    /// <c>secret</c>, <c>password</c>, <c>passphrase</c>, <c>apikey</c>, <c>credential</c>, <c>authorization</c> and <c>cookie</c>.
    /// </summary>
    /// <remarks>What a command is given by position is known by its parameter; what <c>run</c> hands on by position is not.</remarks>
    public IReadOnlyList<string> Redacted { get; init; } =
        ["token", "secret", "password", "passphrase", "apikey", "credential", "authorization", "cookie"];

    /// <summary>
    /// Where all messages are written while they come and go, as a recording that <c>liaison replay</c> reads; null writes none. The
    /// stream stays the caller's, and is written to by one thread at a time until the host has stopped.
    /// </summary>
    public Stream? Recording { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessages, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxMessages, 10_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTextBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxTopics);
        ArgumentNullException.ThrowIfNull(Redacted);
        if (Redacted.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("A name of Redacted is empty, and would stand for every member. Leave it out.", nameof(Redacted));
        }
    }
}
