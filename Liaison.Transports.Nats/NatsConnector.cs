using Liaison.Messages;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>
/// Connects to one of the workers at the subject of a <see cref="NatsTransport"/>. If the worker that answers is busy or leaving,
/// another one is asked, up to <see cref="NatsOptions.MaxAttempts"/> times in total.
/// </summary>
/// <remarks>Thread-safe. All sessions share one connection to NATS, which is open while there is at least one session.</remarks>
public sealed class NatsConnector : ICommandConnector
{
    private readonly NatsHub _hub;
    private readonly NatsOptions _options;

    /// <summary>Creates a connector. It opens nothing yet.</summary>
    /// <param name="options">The options of NATS, and the limits; null uses the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public NatsConnector(NatsOptions? options = null)
    {
        _options = (options ?? new NatsOptions()).Validated();
        _hub = new NatsHub(_options);
    }

    /// <inheritdoc/>
    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var refusal = "";
        for (var attempt = 0; attempt < _options.MaxAttempts; attempt++)
        {
            var id = Guid.NewGuid().ToString("N");
            var session = await _hub.OpenSessionAsync(SessionSubjects.OfCaller(_options.Subject, id), cancellationToken).ConfigureAwait(false);
            try
            {
                refusal = await AskAsync(session, id, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await session.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            if (refusal is null)
            {
                return new StreamConnection(session, new PeerInfo(NatsTransport.Name, _options.Address) { Leaving = session.Leaving }, _options.Stream);
            }

            await session.DisposeAsync().ConfigureAwait(false);
        }

        throw new IOException(
            $"No worker at {_options.Address} accepts this caller: {_options.MaxAttempts} were asked, and the last one answered '{refusal}'. Start more workers, or raise their MaxConnections or Backlog.");
    }

    /// <summary>Asks for a worker. Returns null if a worker accepted the session, otherwise the reason of the refusal.</summary>
    private async Task<string?> AskAsync(NatsSession session, string id, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await session.Connection.RequestAsync<byte[], byte[]>(
                SessionSubjects.Connect(_options.Subject),
                SessionTermsContext.Write(SessionTerms.Of(_options, id)),
                replyOpts: new NatsSubOpts { Timeout = _options.ConnectTimeout, ThrowIfNoResponders = true },
                cancellationToken: cancellationToken).ConfigureAwait(false);
            if (SessionTermsContext.Read(answer.Data) is not { } worker)
            {
                return "the answer is not from a worker of this version";
            }

            if (worker.Refusal is null)
            {
                session.Begin(worker);
            }

            return worker.Refusal;
        }
        catch (NatsNoReplyException)
        {
            return "no answer in time";
        }
        catch (NatsNoRespondersException failure)
        {
            throw new IOException(
                $"No worker accepts callers at {_options.Address}: none is running, or all are full. Start one with NatsTransport, or check that both ends name the same subject.", failure);
        }
        catch (Exception failure) when (failure is NatsException)
        {
            throw new IOException($"Asking for a worker at {_options.Address} failed: {failure.Message} Check what this user may publish.", failure);
        }
    }
}
