using Liaison.Messages;
using Microsoft.Extensions.Logging;

namespace Liaison.Transports;

/// <summary>Closes the connection of a peer that was admitted without its token and did not present the token in time.</summary>
internal sealed class AdmissionDeadline : IDisposable
{
    private readonly ServedConnection _connection;
    private readonly Admission _admission;
    private readonly ILogger _logger;
    private readonly Timer _timer;

    private AdmissionDeadline(ServedConnection connection, Admission admission, TimeSpan timeout, ILogger logger)
    {
        (_connection, _admission, _logger) = (connection, admission, logger);
        _timer = new Timer(static deadline => ((AdmissionDeadline)deadline!).Check(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts the timer. Returns null for a peer that has nothing to prove.</summary>
    /// <remarks>Dispose it when the connection has ended.</remarks>
    public static AdmissionDeadline? Begin(ServedConnection connection, TimeSpan timeout, ILogger logger) =>
        connection.Remote.Admission is { } admission ? new AdmissionDeadline(connection, admission, timeout, logger) : null;

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        if (!_admission.IsProved)
        {
            HandshakeLog.NoToken(_logger, _connection.Remote.Address);
            _ = _connection.DisposeAsync().AsTask();
        }
    }
}
