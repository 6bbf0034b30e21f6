namespace Liaison.Protocols;

/// <summary>Marks a request as a hello. Its answer is the message that the host is ready.</summary>
internal sealed class HelloState
{
    private HelloState()
    {
    }

    public static HelloState Instance { get; } = new();
}
