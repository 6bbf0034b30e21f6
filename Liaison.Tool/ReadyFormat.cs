namespace Liaison.Tool;

/// <summary>How a server reports that peers can connect.</summary>
internal enum ReadyFormat
{
    /// <summary>The marker and the address, as front ends for liaison-py expect them.</summary>
    Marker,

    /// <summary>One line of JSON, which also contains the token.</summary>
    Json,

    /// <summary>A one-time link to the served page, for a person to open.</summary>
    Link,
}
