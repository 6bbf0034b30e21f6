namespace Liaison.Messages;

/// <summary>
/// How much more the sender of this message takes of a stream, or of a call's items, that the other end gives. Only between ends that
/// have said that they take streams.
/// </summary>
/// <param name="stream">The number that the stream has at the end that gives it; 0 where this is about the items of a call.</param>
/// <param name="amount">How many bytes, or items, more; 0 wants no more at all.</param>
internal sealed class Credit(long stream, long amount) : Envelope
{
    /// <summary>The number that the stream has at the end that gives it; 0 where this is about the items of a call.</summary>
    public long Stream { get; } = stream;

    /// <summary>The call whose items this is about; none where it is about a stream.</summary>
    public CallId Call { get; init; }

    /// <summary>How many bytes, or items, more; 0 wants no more at all.</summary>
    public long Amount { get; } = amount;
}
