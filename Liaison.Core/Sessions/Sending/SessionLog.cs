using Liaison.Messages;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions.Sending;

/// <summary>The log messages of sessions.</summary>
internal static partial class SessionLog
{
    /// <summary>
    /// Logs a failed call, if the application should know of it. An error that the command chose or declared is a normal answer.
    /// </summary>
    public static void Failed(ILogger logger, string command, PeerInfo remote, CommandError error)
    {
        if (error is { Cause: { } cause, Code: ErrorCode.Failed })
        {
            CommandFailed(logger, LogText.Of(command), remote.Transport, remote.Address, cause);
        }

        if (error.DataProblem is { } problem)
        {
            DataNotWritten(logger, LogText.Of(command), remote.Transport, remote.Address, error.Code, problem);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The command {Command} of {Transport} peer {Address} failed.")]
    public static partial void CommandFailed(ILogger logger, string command, string transport, string address, Exception cause);

    [LoggerMessage(2, LogLevel.Warning, "The command {Command} of {Transport} peer {Address} did not end when it was canceled, and is no longer awaited.")]
    public static partial void CommandAbandoned(ILogger logger, string command, string transport, string address);

    [LoggerMessage(3, LogLevel.Warning, "Reading from {Transport} peer {Address} failed; the connection is closed.")]
    public static partial void ReadFailed(ILogger logger, string transport, string address, Exception failure);

    [LoggerMessage(4, LogLevel.Information, "Sending to {Transport} peer {Address} failed; the connection is closed.")]
    public static partial void SendFailed(ILogger logger, string transport, string address, Exception failure);

    [LoggerMessage(5, LogLevel.Warning, "{Transport} peer {Address} does not read its replies: more than MaxUnsentBytes, {MaxUnsentBytes}, are unsent. The connection is closed.")]
    public static partial void PeerTooSlow(ILogger logger, string transport, string address, long maxUnsentBytes);

    [LoggerMessage(6, LogLevel.Information, "A command of {Transport} peer {Address} threw when it was canceled.")]
    public static partial void CancelFailed(ILogger logger, string transport, string address, Exception failure);

    [LoggerMessage(7, LogLevel.Information, "Closing the connection of {Transport} peer {Address} failed.")]
    public static partial void CloseFailed(ILogger logger, string transport, string address, Exception failure);

    [LoggerMessage(8, LogLevel.Warning, "A report of '{Command}' could not be read, or its receiver threw.")]
    public static partial void ReportFailed(ILogger logger, string command, Exception failure);

    [LoggerMessage(9, LogLevel.Warning, "{Transport} peer {Address} does not read its events of {Topic} in time. Its subscription has Overflow.Disconnect, so the connection is closed.")]
    public static partial void SubscriberTooSlow(ILogger logger, string transport, string address, string topic);

    [LoggerMessage(11, LogLevel.Warning, "An object that '{Used}' used, or kept for a peer, could not be disposed.")]
    public static partial void ReleaseFailed(ILogger logger, string used, Exception failure);

    [LoggerMessage(13, LogLevel.Warning, "The events of the topic '{Topic}' have ended with a failure. They begin again with the first new subscription after all others have ended.")]
    public static partial void TopicFailed(ILogger logger, string topic, Exception failure);

    [LoggerMessage(17, LogLevel.Warning, "An event of the topic '{Topic}', which a getter or a converter published while a result was written, could not be sent.")]
    public static partial void EventNotSent(ILogger logger, string topic, Exception failure);

    [LoggerMessage(12, LogLevel.Warning, "The command {Command} of {Transport} peer {Address} failed with {Code}. The data of the error cannot be written, so the error was sent without data.")]
    public static partial void DataNotWritten(ILogger logger, string command, string transport, string address, string code, Exception problem);

    [LoggerMessage(14, LogLevel.Warning, "No worker can be reached for the calls of peers.")]
    public static partial void WorkerUnreachable(ILogger logger, Exception failure);

    [LoggerMessage(15, LogLevel.Warning, "An event of the topic '{Topic}' reached only the peers of this host.")]
    public static partial void EventNotStored(ILogger logger, string topic, Exception failure);

    [LoggerMessage(16, LogLevel.Warning, "{Transport} peer {Address} broke the rules of streams: it sent {Problem}. The connection is closed.")]
    public static partial void StreamsBroken(ILogger logger, string transport, string address, string problem);

    [LoggerMessage(10, LogLevel.Warning, "{Transport} peer {Address} brought a wrong secret.")]
    public static partial void WrongSecret(ILogger logger, string transport, string address);
}
