using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>
/// The other end of a served connection, as a command sees it. Commands can call it back, and store values for it. Thread-safe.
/// </summary>
public interface ICommandPeer : ICommandCaller
{
    /// <summary>The peer's transport, address and credential.</summary>
    PeerInfo Remote { get; }

    /// <summary>Values that commands store for the peer while it is connected. Thread-safe.</summary>
    IDictionary<string, object?> Items { get; }

    /// <summary>Disposes the resource after the connection and its commands have ended. The newest resource is disposed first.</summary>
    /// <remarks>
    /// Commands that do not end in time are not waited for. If the connection has already ended, the resource is disposed at once.
    /// </remarks>
    void Own(IAsyncDisposable resource);
}
