using Microsoft.Extensions.Logging;

namespace Liaison.Hosting;

/// <summary>The log messages of a host.</summary>
internal static partial class HostLog
{
    [LoggerMessage(20, LogLevel.Information, "Serving peers at {Address}.")]
    public static partial void Serving(ILogger logger, string address);

    [LoggerMessage(21, LogLevel.Warning, "Everything is exposed: each peer can do everything that this process can do, including files and other programs. Expose only the types that peers need.")]
    public static partial void EverythingExposed(ILogger logger);

    [LoggerMessage(22, LogLevel.Warning, "A {Transport} peer {Address} was refused: {MaxConnections} peers are connected, or the host is stopping. If peers are refused often, raise HostOptions.MaxConnections.")]
    public static partial void TooManyConnections(ILogger logger, string transport, string address, int maxConnections);

    [LoggerMessage(23, LogLevel.Error, "Accepting peers at {Address} failed; nobody else can connect there.")]
    public static partial void AcceptFailed(ILogger logger, string address, Exception failure);

    [LoggerMessage(24, LogLevel.Information, "A {Transport} peer {Address} connected.")]
    public static partial void Connected(ILogger logger, string transport, string address);

    [LoggerMessage(25, LogLevel.Information, "The {Transport} peer {Address} is gone.")]
    public static partial void Disconnected(ILogger logger, string transport, string address);

    [LoggerMessage(26, LogLevel.Information, "Nobody was connected for {IdleTimeout}; the host stops.")]
    public static partial void Idle(ILogger logger, TimeSpan idleTimeout);

    [LoggerMessage(27, LogLevel.Warning, "Closing the transport or connection at {Address} failed.")]
    public static partial void CloseFailed(ILogger logger, string address, Exception failure);

    [LoggerMessage(28, LogLevel.Error, "No companion could be made for the {Transport} peer {Address}, which is disconnected.")]
    public static partial void NoCompanion(ILogger logger, string transport, string address, Exception failure);

    [LoggerMessage(29, LogLevel.Information, "The {Transport} peer {Address} has lost its link; its session is kept for {Timeout}.")]
    public static partial void LinkLost(ILogger logger, string transport, string address, TimeSpan timeout);

    [LoggerMessage(30, LogLevel.Information, "A session goes on with the {Transport} peer {Address}.")]
    public static partial void LinkResumed(ILogger logger, string transport, string address);

    [LoggerMessage(31, LogLevel.Warning, "The thread pool ran nothing new for {Milliseconds} ms, since commands block its threads; it gets more threads, up to HostOptions.MaxAddedThreads. Let those commands await instead of blocking.")]
    public static partial void PoolBlocked(ILogger logger, double milliseconds);
}
