using System.Buffers.Binary;
using System.Text;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// The binary frames of streams: "LSN2", one byte for the kind, the stream's number (uint64, little endian), and the data of the kind
/// (docs/protocols/liaison.md).
/// </summary>
internal static class LiaisonStreamFrame
{
    private const int HeaderLength = 13;
    private const int KindAt = 4;
    private const int NumberAt = 5;

    private enum Kind : byte
    {
        Bytes = 0,
        Last = 1,
        Failure = 2,
        Credit = 3,
        Stop = 4,
    }

    private static ReadOnlySpan<byte> Magic => "LSN2"u8;

    /// <summary>Whether the frame is a stream frame. Unknown kinds and frames that are cut off produce no message.</summary>
    public static bool TryRead(Frame frame, out Envelope? message)
    {
        message = null;
        if (!frame.Bytes.Span.StartsWith(Magic))
        {
            return false;
        }

        if (frame.Bytes.Length >= HeaderLength && !frame.Truncated)
        {
            message = Read(frame.Bytes);
        }

        return true;
    }

    public static void Write(Chunk chunk, FrameWriter into)
    {
        var kind = chunk.Failure is not null ? Kind.Failure : chunk.IsLast ? Kind.Last : Kind.Bytes;
        WriteHeader(kind, chunk.Stream, into);
        into.Append(chunk.Failure is { } failure ? Encoding.UTF8.GetBytes(failure) : chunk.Bytes.Span);
        into.EndFrame(FrameKind.Binary);
    }

    public static void Write(Credit credit, FrameWriter into)
    {
        WriteHeader(credit.Amount == 0 ? Kind.Stop : Kind.Credit, credit.Stream, into);
        if (credit.Amount > 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(into.GetSpan(sizeof(long)), credit.Amount);
            into.Advance(sizeof(long));
        }

        into.EndFrame(FrameKind.Binary);
    }

    private static void WriteHeader(Kind kind, long stream, FrameWriter into)
    {
        var header = into.GetSpan(HeaderLength);
        Magic.CopyTo(header);
        header[KindAt] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(header[NumberAt..], stream);
        into.Advance(HeaderLength);
    }

    // A number above long.MaxValue is negative here, and no stream has a negative number.
    private static Envelope? Read(ReadOnlyMemory<byte> frame)
    {
        var stream = BinaryPrimitives.ReadInt64LittleEndian(frame.Span[NumberAt..]);
        var body = frame[HeaderLength..];
        return (Kind)frame.Span[KindAt] switch
        {
            Kind.Bytes => new Chunk(stream, body),
            Kind.Last => new Chunk(stream, body) { IsLast = true },
            Kind.Failure => new Chunk(stream, default) { Failure = Encoding.UTF8.GetString(body.Span) },
            Kind.Credit when body.Length >= sizeof(long) => new Credit(stream, BinaryPrimitives.ReadInt64LittleEndian(body.Span)),
            Kind.Stop => new Credit(stream, 0),
            _ => null,
        };
    }
}
