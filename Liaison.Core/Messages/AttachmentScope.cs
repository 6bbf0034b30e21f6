namespace Liaison.Messages;

/// <summary>
/// The attachments of the message that this thread writes or reads right now. The serializer hands nothing of a message on to its
/// converters, and works on one thread from the value's begin to its end.
/// </summary>
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

        // Of most messages nothing is attached; to write here costs more than to look.
        _changes = _outerReading != reading || _outerWriting != writing;
        if (_changes)
        {
            (_reading, _writing) = (reading, writing);
        }
    }

    /// <summary>What the value that is read may refer to; null where it has none.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Reading => _reading;

    /// <summary>Where the value that is written puts its bytes; null where it writes them as base64.</summary>
    public static ICollection<ReadOnlyMemory<byte>>? Writing => _writing;

    /// <summary>Until it is disposed, values that are read may refer to the attachments.</summary>
    public static AttachmentScope Read(IReadOnlyList<ReadOnlyMemory<byte>>? attachments) => new(attachments is { Count: > 0 } or StreamPart ? attachments : null, null);

    /// <summary>Until it is disposed, bytes that are written are attached.</summary>
    public static AttachmentScope Write(ICollection<ReadOnlyMemory<byte>>? attachments) => new(null, attachments);

    public void Dispose()
    {
        if (_changes)
        {
            (_reading, _writing) = (_outerReading, _outerWriting);
        }
    }
}
