namespace Liaison.Transports;

/// <summary>What became of bytes that arrived.</summary>
internal enum Arrival
{
    /// <summary>Everything before them is here.</summary>
    Complete,

    /// <summary>Something before them was lost, and so they were left out.</summary>
    Gap,

    /// <summary>They are the last.</summary>
    Ended,

    /// <summary>They are more than the other end was allowed to send.</summary>
    TooMuch,
}
