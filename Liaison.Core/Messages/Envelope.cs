namespace Liaison.Messages;

/// <summary>
/// One message, decoded or to be encoded. The set of kinds is closed: <see cref="Request"/> and what answers it, <see cref="Response"/>,
/// <see cref="Fault"/>, <see cref="Progress"/> and <see cref="Item"/>; <see cref="Cancel"/>; <see cref="Publication"/>;
/// <see cref="Hello"/>; and <see cref="Batch"/>. Either end may send any of them. Two more, the parts of streams and the credit for them,
/// are between Liaison's own ends alone.
/// </summary>
/// <remarks>
/// Values in a message that is to be encoded are objects, or a <see cref="RawJson"/>; in one that was decoded they are always a
/// <see cref="RawJson"/>, which whoever wants the value reads.
/// </remarks>
public abstract class Envelope
{
    private protected Envelope()
    {
    }
}
