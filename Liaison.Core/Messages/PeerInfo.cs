using System.Security.Claims;

namespace Liaison.Messages;

/// <summary>Who is at the other end of a connection.</summary>
/// <param name="Transport">The transport's name as users know it: <c>websocket</c>, <c>stdio</c>, <c>pipe</c>, <c>unix</c>, <c>nats</c>, <c>memory</c>.</param>
/// <param name="Address">Where the peer is, in the transport's own notation. For people and logs; not unique.</param>
public sealed record PeerInfo(string Transport, string Address)
{
    /// <summary>
    /// What the peer proved itself with: <c>token</c>, <c>page</c> (the cookie of a page that the host serves), <c>user</c>, <c>os-user</c>,
    /// <c>parent</c>, <c>nats</c>; null where it proved nothing. Never the secret itself.
    /// </summary>
    public string? Credential { get; init; }

    /// <summary>The user whom the application's own authentication found, as ASP.NET Core's does; null where none did.</summary>
    public ClaimsPrincipal? User { get; init; }

    /// <summary>What the peer still has to prove by its first message; null where the transport has decided who may come in.</summary>
    public Admission? Admission { get; init; }

    /// <summary>The WebSocket subprotocol that was agreed on (RFC 6455, section 1.9); null where none was, and over other transports.</summary>
    public string? SubProtocol { get; init; }

    /// <summary>Whether the connection tells binary frames from text, so that bytes can be sent as they are.</summary>
    public bool CarriesBinary { get; init; }

    /// <summary>
    /// Fires when the other end has said that it will leave, as a worker that is stopped does: new calls belong on another connection,
    /// while those that are pending are still answered. It never fires where the transport has no form for that.
    /// </summary>
    public CancellationToken Leaving { get; init; }

    /// <summary>
    /// Whether the peer may go on reading after it has ended its sending, as at the end of a shell's pipe. Its pending commands are then
    /// finished and answered; otherwise the end of its sending means that it left, and they are canceled.
    /// </summary>
    public bool ReadsAfterEnd { get; init; }
}
