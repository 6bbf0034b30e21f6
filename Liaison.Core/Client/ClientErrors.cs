using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Client;

/// <summary>The errors of calls that a client cannot send.</summary>
internal static class ClientErrors
{
    public static CommandError Disposed { get; } = CommandError.Of(ErrorCode.Closed, "This client was disposed. Connect with another one.");

    /// <summary>The client has no connection and will not connect again.</summary>
    public static CommandError Closed(Exception? reason) => reason is LiaisonException { Error: { Code: ErrorCode.Closed } error }
        ? error
        : CommandError.Of(ErrorCode.Closed, $"There is no connection to the host any more, and this client has given up. {reason?.Message} Connect with another client.");

    /// <summary>The connection has ended, and the client does not reconnect.</summary>
    public static CommandError Ended(PeerInfo remote) =>
        CommandError.Of(ErrorCode.Disconnected, $"The connection to the host ({remote.Transport} {remote.Address}) has ended. Connect again.");

    public static CommandError TooManyUnsent(string command, int maxUnsentCalls) => CommandError.Of(
        ErrorCode.Busy, $"There is no connection, and {maxUnsentCalls} calls wait for one already: '{command}' is not sent. Call less, or raise MaxUnsentCalls.");

    public static CommandError TooManyBytesUnsent(string command, long maxUnsentBytes) => CommandError.Of(
        ErrorCode.Busy, $"There is no connection, and the calls that wait for one hold {maxUnsentBytes} bytes: '{command}' is not sent. Call less, or raise MaxUnsentBytes.");

    public static CommandError TimedOut(CommandCall command) => CommandError.Of(
        ErrorCode.Timeout,
        $"'{command.Command}' was not sent within {command.Timeout!.Value.TotalMilliseconds:0} ms: there was no connection, or the host did not confirm the contract in time. Raise CommandCall.Timeout, or start the host.");
}
