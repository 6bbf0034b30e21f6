using System.Buffers.Binary;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The parts of a frame: its JSON and its attachments (WIRE, section 1, Binary attachments).</summary>
/// <remarks>
/// A binary frame that begins with <c>LSN1</c> contains the JSON's length, the JSON, then the length and the bytes of each
/// attachment. Any other frame contains only JSON.
/// </remarks>
/// <param name="Json">The JSON; incomplete if the frame is incomplete.</param>
/// <param name="Attachments">The attachments; null if there are none.</param>
internal readonly record struct LiaisonFrame(ReadOnlyMemory<byte> Json, AttachmentList? Attachments = null)
{
    /// <summary>The bytes before the JSON.</summary>
    public const int HeaderLength = 8;

    private static ReadOnlySpan<byte> Magic => "LSN1"u8;

    /// <summary>Whether the frame has the form for attachments.</summary>
    public bool IsAttaching { get; private init; }

    /// <summary>The error in the form; null if it is valid.</summary>
    public string? Problem { get; private init; }

    /// <summary>Splits a frame into its parts. The parts refer to the frame's bytes.</summary>
    public static LiaisonFrame Open(Frame frame) =>
        frame.Kind == FrameKind.Binary && frame.Bytes.Span.StartsWith(Magic) ? OpenAttaching(frame) : new LiaisonFrame(frame.Bytes);

    /// <summary>Begins a frame for attachments. The caller then writes the JSON.</summary>
    public static void Begin(FrameWriter into)
    {
        into.Append(Magic);
        into.Append(stackalloc byte[sizeof(uint)]);
    }

    /// <summary>Ends a frame whose JSON is written, and copies the attachments after the JSON.</summary>
    public static void End(FrameWriter into, List<ReadOnlyMemory<byte>> attachments)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32LittleEndian(length, into.Length - HeaderLength);
        into.Overwrite(Magic.Length, length);

        // Reserves room for all attachments at once. Otherwise each growth of the buffer would copy the earlier attachments again.
        into.GetSpan(checked((int)attachments.Sum(attachment => (long)sizeof(uint) + attachment.Length)));
        foreach (var attachment in attachments)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, attachment.Length);
            into.Append(length);
            into.Append(attachment.Span);
        }

        into.EndFrame(FrameKind.Binary);
    }

    private static LiaisonFrame OpenAttaching(Frame frame)
    {
        var bytes = frame.Bytes;
        if (bytes.Length < HeaderLength)
        {
            return Broken(default, $"A frame that begins with LSN1 has at least {HeaderLength} bytes.");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[Magic.Length..]);
        var left = bytes.Length - HeaderLength;
        if (frame.Truncated)
        {
            return new LiaisonFrame(bytes.Slice(HeaderLength, (int)Math.Min(length, left)));
        }

        if (length > left)
        {
            return Broken(default, $"The frame says that {length} bytes of JSON follow, and {left} do.");
        }

        var json = bytes.Slice(HeaderLength, (int)length);
        var count = CountAttachments(bytes.Span, HeaderLength + (int)length, out var problem);
        return problem is not null ? Broken(json, problem)
            : new LiaisonFrame(json, count == 0 ? null : new AttachmentList(bytes, StartsOf(bytes.Span, HeaderLength + (int)length, count))) { IsAttaching = true };
    }

    private static LiaisonFrame Broken(ReadOnlyMemory<byte> json, string problem) => new(json) { Problem = problem };

    private static int CountAttachments(ReadOnlySpan<byte> frame, int start, out string? problem)
    {
        problem = null;
        var count = 0;
        for (; start < frame.Length; count++)
        {
            var left = frame.Length - start - sizeof(uint);
            if (left < 0)
            {
                problem = $"After {count} attachments, the frame has too few bytes left for the length of another one.";
                return 0;
            }

            var length = BinaryPrimitives.ReadUInt32LittleEndian(frame[start..]);
            if (length > left)
            {
                problem = $"The frame says that {length} bytes follow of attachment {count}, and {left} do.";
                return 0;
            }

            start += sizeof(uint) + (int)length;
        }

        return count;
    }

    private static int[] StartsOf(ReadOnlySpan<byte> frame, int start, int count)
    {
        var starts = new int[count];
        for (var i = 0; i < count; i++)
        {
            starts[i] = start;
            start += sizeof(uint) + BinaryPrimitives.ReadInt32LittleEndian(frame[start..]);
        }

        return starts;
    }
}
