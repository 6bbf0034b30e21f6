namespace Liaison.Client;

/// <summary>What a client is doing.</summary>
public enum ClientState
{
    /// <summary>It is connecting again.</summary>
    Connecting,

    /// <summary>It is connected: what is called is sent at once.</summary>
    Ready,

    /// <summary>The connection was lost, or could not be had again: the pause before the next attempt.</summary>
    Lost,

    /// <summary>There is no connection, and there will be none: the client was disposed, or has given up.</summary>
    Closed,
}
