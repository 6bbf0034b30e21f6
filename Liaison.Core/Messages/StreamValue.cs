using System.IO.Pipelines;

namespace Liaison.Messages;

/// <summary>A received value that is a stream. Its bytes are sent only after it was opened. Thread-safe.</summary>
/// <param name="source">The streams of the connection.</param>
/// <param name="number">The number of the stream at the other end.</param>
/// <param name="length">The number of bytes that the other end announced; null if it announced none.</param>
internal sealed class StreamValue(StreamSource source, long number, long? length) : StreamPart
{
    private readonly Lock _gate = new();
    private PipeReader? _reader;
    private Stream? _stream;
    private bool _isRefused;

    public long Number => number;

    public long? Length => length;

    /// <summary>Opens the stream and returns its reader. The same reader is returned each time.</summary>
    /// <remarks>A value is read again for each overload that it may fit.</remarks>
    /// <exception cref="CommandException">Too many streams are open.</exception>
    /// <exception cref="IOException">The stream was refused before, because nobody wanted it; the sender has discarded it.</exception>
    public PipeReader Open()
    {
        lock (_gate)
        {
            if (_isRefused)
            {
                throw new IOException("The stream was discarded before it was opened. Open it before the call that brought it ends.");
            }

            return _reader ??= source.Open(this);
        }
    }

    /// <inheritdoc cref="Open"/>
    public Stream OpenStream()
    {
        var reader = Open();
        lock (_gate)
        {
            return _stream ??= reader.AsStream();
        }
    }

    /// <summary>Refuses the stream, unless it was opened: tells the sender that nobody will read it.</summary>
    public void RefuseUnlessOpen()
    {
        lock (_gate)
        {
            if (_reader is not null || _isRefused)
            {
                return;
            }

            _isRefused = true;
        }

        source.Refuse(number);
    }

    /// <summary>The reader of the stream; null if it was not opened.</summary>
    public PipeReader? Opened
    {
        get
        {
            lock (_gate)
            {
                return _reader;
            }
        }
    }
}
