namespace Liaison.Tests.Incidents;

/// <summary>The ways on which a WebSocket reaches a host.</summary>
internal enum Way
{
    /// <summary>The server of <c>WebSocketTransport</c>.</summary>
    OwnServer,

    /// <summary><c>MapLiaison</c> in an application of ASP.NET Core.</summary>
    Mapped,

    /// <summary>The same in an application that has WebSockets of its own too.</summary>
    MappedBesideWebSockets,

    /// <summary><c>MapLiaison</c>, reached over HTTP/2 (RFC 8441).</summary>
    MappedOverHttp2,
}
