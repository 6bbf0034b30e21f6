using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions.Sending;

/// <summary>The errors of calls that a session cannot complete.</summary>
internal static class SessionErrors
{
    public static CommandError NotUnderstoodYet { get; } = CommandError.Of(
        ErrorCode.Busy, "The protocol of the other end is not known yet. Call the other end after it has sent its first message.");

    public static CommandError WrongSecret { get; } = CommandError.Of(
        ErrorCode.Unauthorized, "The secret is missing or wrong. Greet the host with the token that it was started with.");

    public static CommandError Unproved { get; } = CommandError.Of(
        ErrorCode.Unauthorized,
        "The peer has presented no token. Connect with Authorization: Bearer, ?token= or the subprotocol liaison.token.<token>, or greet the host with it where the protocol has a greeting.");

    public static CommandError Abandoned(bool stopping) => stopping
        ? CommandError.Of(ErrorCode.ShuttingDown, "The host stopped before the command ended.")
        : CommandError.Of(ErrorCode.Canceled, "The peer left before the command ended.");

    public static CommandError Unsent(long maxUnsentBytes) => CommandError.Of(
        ErrorCode.Busy, $"More than {maxUnsentBytes} bytes are unsent. Wait for some answers first, or raise MaxUnsentBytes.");

    public static CommandError Closed(PeerInfo remote) => Disconnected($"The connection to the other end ({Name(remote)}) is closed.");

    public static CommandError Left(PeerInfo remote) => Disconnected($"The other end ({Name(remote)}) has left.");

    public static CommandError Lost(PeerInfo remote) => CommandError.Of(
        ErrorCode.ConnectionLost, $"The connection to the other end ({Name(remote)}) was lost. It is not known whether the command has run. Call again only if running it twice does no harm.");

    public static CommandError Truncated(PeerInfo remote) => CommandError.Of(
        ErrorCode.TooLarge,
        $"A message of the other end ({Name(remote)}) is longer than is accepted here, which ends the connection. Raise MaxMessageBytes here, or ask for less at once.");

    public static CommandError TimedOut(CommandCall call) => CommandError.Of(
        ErrorCode.Timeout, $"'{call.Command}' was not answered within {call.Timeout!.Value.TotalMilliseconds:0} ms. Raise CommandCall.Timeout, or make the command do less.");

    public static CommandError OtherLanguage(PeerInfo remote, string protocol, string problem) => CommandError.Of(
        ErrorCode.BadMessage, $"The other end ({Name(remote)}) does not speak {protocol}. Set ClientOptions.Protocol to the protocol of the host. Its first message: {problem}");

    private static CommandError Disconnected(string what) => CommandError.Of(ErrorCode.Disconnected, $"{what} Connect again.");

    private static string Name(PeerInfo remote) => $"{remote.Transport} {remote.Address}";
}
