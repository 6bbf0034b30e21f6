namespace Liaison.Client;

/// <summary>The state of a client's connection.</summary>
public enum ClientState
{
    /// <summary>The client is reconnecting.</summary>
    Connecting,

    /// <summary>The client is connected and sends calls at once.</summary>
    Ready,

    /// <summary>The connection was lost, or an attempt to reconnect failed. The client pauses before the next attempt.</summary>
    Lost,

    /// <summary>The client has no connection and will not connect again: it was disposed, or it gave up.</summary>
    Closed,
}
