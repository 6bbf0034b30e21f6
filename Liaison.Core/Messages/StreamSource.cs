using System.IO.Pipelines;

namespace Liaison.Messages;

/// <summary>The streams of one connection, as those who read messages and values need to know them. Thread-safe.</summary>
internal abstract class StreamSource
{
    /// <summary>Whether the other end has said that it takes streams. Once true, it stays true.</summary>
    public abstract bool AreTaken { get; }

    /// <summary>The protocol of the connection has a form for streams.</summary>
    public abstract void Spoken();

    /// <summary>The other end has said that it takes streams.</summary>
    public abstract void Taken();

    /// <summary>Begins to read a stream that the other end gives. Once for each.</summary>
    /// <exception cref="CommandException">Too many are open.</exception>
    public abstract PipeReader Open(StreamValue value);

    /// <summary>Tells the other end that nobody reads a stream that was not opened.</summary>
    public abstract void Refuse(long number);
}
