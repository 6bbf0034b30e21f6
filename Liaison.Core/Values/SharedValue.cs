using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>A value that goes into many messages, but is written only once per form. Thread-safe.</summary>
/// <remarks>
/// There are two forms: with bytes as base64, and with bytes as attachments. Each is written when it is first needed. Attached bytes are
/// not copied: they must not change until all messages were sent.
/// </remarks>
/// <param name="value">The value. A value that cannot be written becomes text, as in <see cref="ValueWriter"/>.</param>
/// <param name="options">How to serialize it.</param>
internal sealed class SharedValue(object? value, JsonSerializerOptions options)
{
    private readonly Lock _gate = new();
    private RawJson? _text;
    private RawJson? _attached;

    /// <summary>The value as JSON.</summary>
    /// <param name="attach">Whether its bytes are attached.</param>
    public RawJson Get(bool attach)
    {
        lock (_gate)
        {
            return attach ? _attached ??= Attached() : _text ??= Text();
        }
    }

    // A value without bytes is the same in both forms.
    private RawJson Text() => _attached is { Attachments.Count: 0 } same ? same : Written(null);

    private RawJson Attached() => Written([]);

    private RawJson Written(List<ReadOnlyMemory<byte>>? attachments)
    {
        using var frame = new FrameWriter();
        ValueWriter.Write(frame, value, options, attachments);
        frame.EndFrame(FrameKind.Text);
        return new RawJson(frame.Frames.Span[0].Bytes.ToArray(), attachments);
    }
}
