using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Holds the answers to the batches of one connection until each batch is complete. Only the encoder uses it.</summary>
internal sealed class BatchReplies(int maxBytes, JsonSerializerOptions json)
{
    private static readonly CommandError TooLarge = CommandError.Of(
        ErrorCode.TooLarge,
        "The answers to the batch are too large to be held together. Send this request alone, or raise MaxBatchReplyBytes in JsonRpcOptions.");

    private long _held;

    /// <summary>Adds an answer to its batch. If it was the last one, writes the frame of the batch.</summary>
    public void Add(BatchReply batch, Envelope answer, FrameWriter into)
    {
        var bytes = Written(answer);
        if (_held > 0 && _held + bytes.Length > maxBytes)
        {
            bytes = Written(new Fault(RequestOf(answer), TooLarge));
        }

        batch.Add(bytes);
        _held += bytes.Length;
        if (!batch.IsComplete)
        {
            return;
        }

        var separator = "["u8;
        foreach (var one in batch.Answers)
        {
            into.Append(separator);
            into.Append(one);
            separator = ","u8;
            _held -= one.Length;
        }

        into.Append("]"u8);
        into.EndFrame(FrameKind.Text);
    }

    private static Request RequestOf(Envelope answer) => answer is Response response ? response.Request : ((Fault)answer).Request;

    private byte[] Written(Envelope answer)
    {
        using var writer = new FrameWriter();
        ReplyWriter.Write(answer, writer, json);
        writer.EndFrame(FrameKind.Text);
        return writer.Frames.Span[0].Bytes.ToArray();
    }
}
