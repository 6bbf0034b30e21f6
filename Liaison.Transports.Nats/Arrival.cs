namespace Liaison.Transports;

/// <summary>The result of adding bytes that arrived.</summary>
internal enum Arrival
{
    /// <summary>All bytes up to these have arrived.</summary>
    Complete,

    /// <summary>Bytes before these were lost, so these were dropped.</summary>
    Gap,

    /// <summary>The stream has ended here.</summary>
    Ended,

    /// <summary>They exceed the window: the other end was not allowed to send so many.</summary>
    TooMuch,
}
