namespace Liaison.Sessions;

/// <summary>Which commands wait for which. A command that is marked concurrent never waits.</summary>
public enum Execution
{
    /// <summary>All commands of the host run one at a time, in the order in which they arrived.</summary>
    Serial,

    /// <summary>The commands of each connection run one at a time, in order; those of different connections run at once.</summary>
    PerConnection,

    /// <summary>All commands run at once. Replies come in the order in which commands end.</summary>
    Concurrent,
}
