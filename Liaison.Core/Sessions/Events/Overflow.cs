namespace Liaison.Sessions;

/// <summary>How to handle events that a subscriber reads too slowly.</summary>
public enum Overflow
{
    /// <summary>The oldest events are dropped, and the subscriber learns how many.</summary>
    DropOldest,

    /// <summary>Only the latest event of each topic is kept, and the subscriber learns how many were dropped.</summary>
    Latest,

    /// <summary>
    /// The host closes the connection. At the client, the loop ends with the error code <c>busy</c>. So a subscriber never misses an
    /// event without knowing it.
    /// </summary>
    Disconnect,
}
