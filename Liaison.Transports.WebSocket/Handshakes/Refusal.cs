namespace Liaison.Transports;

/// <summary>Why a handshake goes no further. The reason is told to the peer and to the log, so it holds no token and nothing unparsed.</summary>
internal sealed record Refusal(int Status, string Reason);
