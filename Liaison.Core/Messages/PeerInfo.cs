using System.Security.Claims;

namespace Liaison.Messages;

/// <summary>Describes the other end of a connection.</summary>
/// <param name="Transport">
/// The transport's name as users know it: <c>websocket</c>, <c>stdio</c>, <c>pipe</c>, <c>unix</c>, <c>nats</c>, <c>memory</c>.
/// </param>
/// <param name="Address">The peer's address in the transport's own notation. For people and logs; not unique.</param>
public sealed record PeerInfo(string Transport, string Address)
{
    /// <summary>How the peer proved its identity; null if it did not. Never the secret itself.</summary>
    /// <remarks>
    /// The values are <c>token</c>, <c>page</c> (the cookie of a page that the host serves), <c>user</c>, <c>os-user</c>, <c>parent</c> and
    /// <c>nats</c>.
    /// </remarks>
    public string? Credential { get; init; }

    /// <summary>The user from the application's own authentication, such as ASP.NET Core's; null if there is none.</summary>
    public ClaimsPrincipal? User { get; init; }

    /// <summary>The proof that the peer's first message must bring; null if the transport has already decided.</summary>
    public Admission? Admission { get; init; }

    /// <summary>The negotiated WebSocket subprotocol (RFC 6455, section 1.9); null if there is none, and for other transports.</summary>
    public string? SubProtocol { get; init; }

    /// <summary>Whether the connection distinguishes binary frames from text frames, so that bytes can be sent unchanged.</summary>
    public bool CarriesBinary { get; init; }

    /// <summary>Fires when the other end has announced that it will leave, such as a worker that is being stopped.</summary>
    /// <remarks>
    /// Send new calls over another connection; pending calls are still answered. The token never fires if the transport cannot announce
    /// this.
    /// </remarks>
    public CancellationToken Leaving { get; init; }

    /// <summary>Whether the peer may still read after it has stopped sending, such as at the end of a shell's pipe.</summary>
    /// <remarks>
    /// If true, its pending commands are finished and answered. If false, the peer counts as disconnected, and its commands are canceled.
    /// </remarks>
    public bool ReadsAfterEnd { get; init; }
}
