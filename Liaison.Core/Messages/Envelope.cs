namespace Liaison.Messages;

/// <summary>One decoded message. The set of kinds is closed: <see cref="Request"/>, <see cref="Response"/> and <see cref="Fault"/>.</summary>
public abstract class Envelope
{
    private protected Envelope()
    {
    }
}
