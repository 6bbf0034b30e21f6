namespace Liaison.Messages;

/// <summary>The attachments of the message that this thread is reading or writing.</summary>
/// <remarks>
/// The serializer passes no context to its converters, so the scope is in thread-static fields. This is safe, because the serializer
/// handles one value on one thread.
/// </remarks>
internal readonly ref struct AttachmentScope
{
    [ThreadStatic]
    private static IReadOnlyList<ReadOnlyMemory<byte>>? _reading;

    [ThreadStatic]
    private static ICollection<ReadOnlyMemory<byte>>? _writing;

    private readonly IReadOnlyList<ReadOnlyMemory<byte>>? _outerReading;
    private readonly ICollection<ReadOnlyMemory<byte>>? _outerWriting;

    private readonly bool _changes;

    private AttachmentScope(IReadOnlyList<ReadOnlyMemory<byte>>? reading, ICollection<ReadOnlyMemory<byte>>? writing)
    {
        (_outerReading, _outerWriting) = (_reading, _writing);

        // Most messages have no attachments, and writing a thread-static field costs more than reading it.
        _changes = _outerReading != reading || _outerWriting != writing;
        if (_changes)
        {
            (_reading, _writing) = (reading, writing);
        }
    }

    /// <summary>The attachments that the value being read may refer to; null if there are none.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Reading => _reading;

    /// <summary>Receives the bytes of the value being written; null if bytes are written as base64.</summary>
    public static ICollection<ReadOnlyMemory<byte>>? Writing => _writing;

    /// <summary>Begins a scope in which values that are read may refer to the attachments. Dispose it to end the scope.</summary>
    public static AttachmentScope Read(IReadOnlyList<ReadOnlyMemory<byte>>? attachments) => new(attachments is { Count: > 0 } or StreamPart ? attachments : null, null);

    /// <summary>Begins a scope in which bytes that are written become attachments. Dispose it to end the scope.</summary>
    public static AttachmentScope Write(ICollection<ReadOnlyMemory<byte>>? attachments) => new(null, attachments);

    public void Dispose()
    {
        if (_changes)
        {
            (_reading, _writing) = (_outerReading, _outerWriting);
        }
    }
}
