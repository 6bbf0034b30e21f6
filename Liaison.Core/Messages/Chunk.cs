namespace Liaison.Messages;

/// <summary>
/// A part of a stream that the sender of this message provides. It is only sent if both ends have announced that they take streams.
/// </summary>
/// <param name="stream">The number of the stream at the sender.</param>
/// <param name="bytes">The next bytes; may be empty.</param>
internal sealed class Chunk(long stream, ReadOnlyMemory<byte> bytes) : Envelope
{
    /// <summary>The number of the stream at the sender.</summary>
    public long Stream { get; } = stream;

    /// <summary>The next bytes; may be empty.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>Whether this is the last part.</summary>
    public bool IsLast { get; init; }

    /// <summary>The reason why the stream ended early; null if it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>The same chunk with a copy of its bytes.</summary>
    public Chunk Copied() => new(Stream, Bytes.ToArray()) { IsLast = IsLast, Failure = Failure };
}
