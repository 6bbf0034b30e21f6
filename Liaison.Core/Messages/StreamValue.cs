using System.IO.Pipelines;

namespace Liaison.Messages;

/// <summary>A received value that is a stream. Nothing of it is sent before it is opened. Thread-safe.</summary>
/// <param name="source">The streams of the connection.</param>
/// <param name="number">The number that the stream has at the other end.</param>
/// <param name="length">How many bytes the other end has announced; null where it did not.</param>
internal sealed class StreamValue(StreamSource source, long number, long? length) : StreamPart
{
    private readonly Lock _gate = new();
    private PipeReader? _reader;
    private Stream? _stream;
    private bool _isRefused;

    public long Number => number;

    public long? Length => length;

    /// <summary>What reads the stream: always the same, since a value is read again for each overload that it may fit.</summary>
    /// <exception cref="CommandException">Too many are open.</exception>
    /// <exception cref="IOException">Nobody wanted the stream before, so that its sender has let it go.</exception>
    public PipeReader Open()
    {
        lock (_gate)
        {
            if (_isRefused)
            {
                throw new IOException("The stream was let go before it was opened. Read it before the call that brought it ends.");
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

    /// <summary>Tells the sender that nobody reads the stream, unless somebody does.</summary>
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

    /// <summary>What reads the stream; null where it was not opened.</summary>
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
