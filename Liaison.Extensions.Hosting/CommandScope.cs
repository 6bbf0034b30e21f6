namespace Liaison.Extensions;

/// <summary>How long the container keeps an object that commands run on.</summary>
public enum CommandScope
{
    /// <summary>One object for all calls.</summary>
    Singleton,

    /// <summary>An object for each connection, from the service scope of the connection. A call in process has one of its own.</summary>
    Connection,

    /// <summary>An object for each call, from a service scope that is disposed once the call was answered.</summary>
    Call,
}
