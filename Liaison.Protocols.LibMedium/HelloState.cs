namespace Liaison.Protocols;

/// <summary>Marks a request that is a hello, so that its answer is that the host is ready.</summary>
internal sealed class HelloState
{
    private HelloState()
    {
    }

    public static HelloState Instance { get; } = new();
}
