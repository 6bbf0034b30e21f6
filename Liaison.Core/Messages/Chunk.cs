namespace Liaison.Messages;

/// <summary>A part of a stream that the sender of this message gives. Only between ends that have said that they take streams.</summary>
/// <param name="stream">The number that the stream has at the end that gives it.</param>
/// <param name="bytes">The next bytes, which may be none.</param>
internal sealed class Chunk(long stream, ReadOnlyMemory<byte> bytes) : Envelope
{
    /// <summary>The number that the stream has at the end that gives it.</summary>
    public long Stream { get; } = stream;

    /// <summary>The next bytes, which may be none.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>Whether nothing more comes.</summary>
    public bool IsLast { get; init; }

    /// <summary>Why nothing more comes although there should be more; null where all is well.</summary>
    public string? Failure { get; init; }
}
