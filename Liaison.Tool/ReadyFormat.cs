namespace Liaison.Tool;

/// <summary>How a server tells that peers can connect.</summary>
internal enum ReadyFormat
{
    /// <summary>The marker and the address, as front ends of liaison-py expect it.</summary>
    Marker,

    /// <summary>One line of JSON, which tells the token too.</summary>
    Json,

    /// <summary>A one-time link to the page that is served, for a person to open.</summary>
    Link,
}
