namespace Liaison.Messages;

/// <summary>
/// Allows the other end to send more bytes of a stream, or more items of a call. It is only sent if both ends have announced that they take
/// streams.
/// </summary>
/// <param name="stream">The number of the stream at the end that provides it; 0 for the items of a call.</param>
/// <param name="amount">How many more bytes or items to allow; 0 means that no more are wanted.</param>
internal sealed class Credit(long stream, long amount) : Envelope
{
    /// <summary>The number of the stream at the end that provides it; 0 for the items of a call.</summary>
    public long Stream { get; } = stream;

    /// <summary>The call whose items this is for; none for a stream.</summary>
    public CallId Call { get; init; }

    /// <summary>How many more bytes or items to allow; 0 means that no more are wanted.</summary>
    public long Amount { get; } = amount;
}
