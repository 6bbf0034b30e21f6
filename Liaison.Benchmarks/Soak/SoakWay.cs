using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Benchmarks.Soak;

/// <summary>A transport and a protocol, to be driven together.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Protocol">What the clients speak.</param>
/// <param name="Connector">What connects to the host.</param>
internal sealed record SoakWay(string Name, IWireProtocol Protocol, ICommandConnector Connector)
{
    /// <summary>Whether the host calls its clients.</summary>
    public bool CallsBack { get; init; } = true;

    /// <summary>Whether calls can be canceled, and sequences come item by item.</summary>
    public bool Cancels { get; init; } = true;

    /// <summary>Whether the host has events for it, and commands that no specification names.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>Whether another link leads to the same host, so that a session can go on over it.</summary>
    public bool Resumes { get; init; } = true;

    /// <summary>The text of a request that <see cref="RawDriver"/> sends; null where it does not drive this.</summary>
    public RawDialect? Raw { get; init; }

    /// <summary>What became of what was asked for.</summary>
    public SoakTally Tally { get; } = new();
}
