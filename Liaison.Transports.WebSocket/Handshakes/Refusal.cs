namespace Liaison.Transports;

/// <summary>Why a handshake is refused. The peer and the log get the reason, so it contains no token and no unparsed text.</summary>
internal sealed record Refusal(int Status, string Reason);
