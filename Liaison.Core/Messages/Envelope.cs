namespace Liaison.Messages;

/// <summary>One decoded message, or one message to encode. The set of kinds is closed; either end may send any of them.</summary>
/// <remarks>
/// The kinds are <see cref="Request"/> and its answers <see cref="Response"/>, <see cref="Fault"/>, <see cref="Progress"/> and
/// <see cref="Item"/>; <see cref="Cancel"/>; <see cref="Publication"/>; <see cref="Hello"/>; and <see cref="Batch"/>. Two more kinds, for
/// parts of streams and for the credit of streams, are internal: only Liaison's own ends use them. In a message to encode, a value is an
/// object or a <see cref="RawJson"/>. In a decoded message it is always a <see cref="RawJson"/>, to be read by the code that needs the
/// value.
/// </remarks>
public abstract class Envelope
{
    private protected Envelope()
    {
    }
}
