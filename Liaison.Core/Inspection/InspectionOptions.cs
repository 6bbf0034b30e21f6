namespace Liaison.Inspection;

/// <summary>What a host records of its traffic, for the console and for recordings.</summary>
/// <remarks>
/// Every caller of the host's commands may then also call those whose names begin with <c>inspect.</c>, and can read what all other peers
/// send and receive. Only the sizes of attachments are kept. Binary frames are kept without their bytes.
/// </remarks>
public sealed record InspectionOptions
{
    /// <summary>How many messages are kept, at most 10,000,000. The oldest are dropped first. The default is 10,000.</summary>
    public int MaxMessages { get; init; } = 10_000;

    /// <summary>How many bytes of the messages' texts are kept. The oldest messages are dropped first. The default is 16 MiB.</summary>
    public long MaxBytes { get; init; } = 16L << 20;

    /// <summary>How many bytes at the beginning of each message's text are kept. The default is 16 KiB.</summary>
    public int MaxTextBytes { get; init; } = 16 << 10;

    /// <summary>How many topics are counted separately. The events of further topics are counted together. The default is 1,000.</summary>
    public int MaxTopics { get; init; } = 1_000;

    /// <summary>
    /// Words that mark secret values: a value is never kept if the name of its member or parameter contains one of them.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Case, <c>_</c>, <c>-</c> and spaces are ignored: <c>token</c> also matches <c>access_token</c> and <c>TokenValue</c>. The
    /// default is <c>token</c>, <c>secret</c>, <c>password</c>, <c>passphrase</c>, <c>apikey</c>, <c>credential</c>,
    /// <c>authorization</c> and <c>cookie</c>.
    /// </para>
    /// <para>
    /// An argument by position has the name of its parameter. Arguments by
    /// position that <c>run</c> passes to a function have no known name.
    /// </para>
    /// </remarks>
    public IReadOnlyList<string> Redacted { get; init; } =
        ["token", "secret", "password", "passphrase", "apikey", "credential", "authorization", "cookie"];

    /// <summary>A stream for a recording of all messages, which <c>liaison replay</c> reads. Null, the default, records nothing.</summary>
    /// <remarks>
    /// The host writes with one thread at a time, until it has stopped. It writes and flushes each message on the thread of the
    /// connection, so a slow stream slows all peers. The caller owns the stream.
    /// </remarks>
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
            throw new ArgumentException("A name of Redacted is empty, and would match every member. Leave it out.", nameof(Redacted));
        }
    }
}
