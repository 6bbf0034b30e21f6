namespace Liaison.Resumption;

/// <summary>The options of a <see cref="ResumingConnector"/>.</summary>
public sealed record ResumeOptions
{
    /// <summary>How many sent bytes may be unacknowledged. Above the limit, sending waits. The default is 4 MiB.</summary>
    /// <remarks>One message may always be sent, whatever its size.</remarks>
    public long BufferBytes { get; init; } = 4L << 20;

    /// <summary>How long the host may take to answer when a session is opened or resumed. The default is 10 s. At most one day.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest wait before the second attempt to reconnect. The wait doubles with each further attempt. The default is 50 ms.
    /// </summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait between two attempts. The default is 2 s. At most one day.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BufferBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AnswerTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(AnswerTimeout, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestDelay, FirstDelay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LongestDelay, TimeSpan.FromDays(1));
    }
}
