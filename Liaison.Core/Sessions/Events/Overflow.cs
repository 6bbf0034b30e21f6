namespace Liaison.Sessions;

/// <summary>What becomes of events that a subscriber reads too slowly.</summary>
public enum Overflow
{
    /// <summary>The oldest events go, and the subscriber is told how many.</summary>
    DropOldest,

    /// <summary>Of each topic the latest event alone is kept, and the subscriber is told how many went.</summary>
    Latest,

    /// <summary>The connection is closed, so that a subscriber never misses an event unknowingly.</summary>
    Disconnect,
}
