using System.Buffers.Binary;
using Nerdbank.MessagePack;

namespace Liaison.Protocols;

/// <summary>What stands before each chunk of a message of version 2: three numbers of four bytes, the lowest first.</summary>
/// <param name="Message">What the chunks of one message have in common; chosen by its sender.</param>
/// <param name="Offset">Where in the message the chunk begins.</param>
/// <param name="Total">How long the message is.</param>
internal readonly record struct ChunkHeader(uint Message, uint Offset, uint Total)
{
    public const int Length = 12;

    /// <summary>Reads the header; the frame is at least as long.</summary>
    public static ChunkHeader Read(ReadOnlySpan<byte> frame) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(frame),
        BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(frame[8..]));

    public void Write(Span<byte> into)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(into, Message);
        BinaryPrimitives.WriteUInt32LittleEndian(into[4..], Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(into[8..], Total);
    }

    /// <summary>Whether the frame is the first chunk of a message that has a member <c>wslink</c>. Never throws.</summary>
    public static bool Opens(ReadOnlyMemory<byte> frame)
    {
        if (frame.Length <= Length || Read(frame.Span) is not { Offset: 0 } header || header.Total < frame.Length - Length)
        {
            return false;
        }

        try
        {
            var reader = new MessagePackReader(frame[Length..]);
            for (var members = reader.ReadMapHeader(); members > 0; members--)
            {
                if (reader.NextMessagePackType == MessagePackType.String && reader.ReadStringSpan().SequenceEqual("wslink"u8))
                {
                    return true;
                }

                // What stands after a name that is no text was skipped with it.
                reader.Skip(default);
            }
        }
        catch (Exception failure) when (MessagePackToJson.IsMalformed(failure))
        {
            // Not MessagePack, or no more of it than fits into a chunk.
        }

        return false;
    }
}
