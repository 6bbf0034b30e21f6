namespace Liaison.Resumption;

/// <summary>How a <see cref="ResumingConnector"/> keeps sessions alive.</summary>
public sealed record ResumeOptions
{
    /// <summary>
    /// How many bytes that were sent may be without an acknowledgement; one message may always be. Sending waits past it. The default is 4 MiB.
    /// </summary>
    public long BufferBytes { get; init; } = 4L << 20;

    /// <summary>How long the host may take to answer when a session is opened or resumed. The default is 10 s.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait before the second attempt to connect again; it doubles with each further one. The default is 50 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait between two attempts. The default is 2 s.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BufferBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AnswerTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestDelay, FirstDelay);
    }
}
