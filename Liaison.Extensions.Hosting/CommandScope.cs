namespace Liaison.Extensions;

/// <summary>How long the container keeps an object that runs commands.</summary>
public enum CommandScope
{
    /// <summary>One object for all calls.</summary>
    Singleton,

    /// <summary>One object for each connection, from the connection's service scope. An in-process call gets its own object.</summary>
    Connection,

    /// <summary>One object for each call, from a service scope that is disposed after the call is answered.</summary>
    Call,
}
