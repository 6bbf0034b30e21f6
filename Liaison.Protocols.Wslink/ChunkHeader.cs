using System.Buffers.Binary;
using Nerdbank.MessagePack;

namespace Liaison.Protocols;

/// <summary>The header of each chunk of a message of version 2: three numbers of four bytes, little endian.</summary>
/// <param name="Message">The id that all chunks of one message share. The sender chooses it.</param>
/// <param name="Offset">The position of the chunk in the message.</param>
/// <param name="Total">The length of the message.</param>
internal readonly record struct ChunkHeader(uint Message, uint Offset, uint Total)
{
    public const int Length = 12;

    /// <summary>Reads the header. The frame must be at least as long as the header.</summary>
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

                // If the name is not a text, Skip has already skipped its value too.
                reader.Skip(default);
            }
        }
        catch (Exception failure) when (MessagePackToJson.IsMalformed(failure))
        {
            // Not MessagePack, or only the part of it that fits into one chunk.
        }

        return false;
    }
}
