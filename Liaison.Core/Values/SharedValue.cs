using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>
/// A value that goes into many messages: it is written once with its bytes as base64, and once with them attached, each when it is first
/// asked for. Thread-safe. Attached bytes are not copied: nobody may write to them until all of the messages were sent.
/// </summary>
/// <param name="value">The value. What cannot be written becomes text, as in <see cref="ValueWriter"/>.</param>
/// <param name="options">How to serialise it.</param>
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

    // Without bytes both forms are the same.
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
