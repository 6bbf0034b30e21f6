namespace Liaison.Sessions;

/// <summary>Which commands wait for each other. Commands that are marked as concurrent never wait.</summary>
public enum Execution
{
    /// <summary>All commands of the host run one at a time, in the order of their arrival.</summary>
    Serial,

    /// <summary>The commands of each connection run one at a time, in order. Commands of different connections run in parallel.</summary>
    PerConnection,

    /// <summary>All commands run in parallel. Replies are sent in the order in which commands end.</summary>
    Concurrent,
}
