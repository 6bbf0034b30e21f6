using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A connection that can use the memory of a received message again, if nobody keeps the message.</summary>
internal interface IRecyclingConnection
{
    /// <summary>Returns the memory of the frame that was received last. Nobody may read the frame afterwards.</summary>
    /// <remarks>The reader calls it between two receives. The call has no effect if the memory cannot be used again.</remarks>
    void Recycle(Frame frame);
}
