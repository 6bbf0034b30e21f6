using System.IO.Pipelines;

namespace Liaison.Messages;

/// <summary>The streams of one connection, for the code that reads messages and values. Thread-safe.</summary>
internal abstract class StreamSource
{
    /// <summary>Whether the other end has announced that it takes streams. Once true, it stays true.</summary>
    public abstract bool AreTaken { get; }

    /// <summary>Called when the connection's protocol has a form for streams.</summary>
    public abstract void Spoken();

    /// <summary>Called when the other end has announced that it takes streams.</summary>
    public abstract void Taken();

    /// <summary>Begins to read a stream of the other end. Call it once per stream.</summary>
    /// <exception cref="CommandException">Too many streams are open.</exception>
    public abstract PipeReader Open(StreamValue value);

    /// <summary>Tells the other end that a stream, which was not opened, will not be read.</summary>
    public abstract void Refuse(long number);
}
