using Liaison.Messages;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>
/// Connects to one of the workers behind a <see cref="NatsTransport"/>'s subject. Where the one that answers is busy or leaving, another
/// is asked, <see cref="NatsOptions.MaxAttempts"/> times in all.
/// </summary>
/// <remarks>Thread-safe. All its sessions share one connection to NATS, which is open while there is any of them.</remarks>
public sealed class NatsConnector : ICommandConnector
{
    private readonly NatsHub _hub;
    private readonly NatsOptions _options;

    /// <summary>Makes a connector; nothing is opened yet.</summary>
    /// <param name="options">Where NATS is, and the limits; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is outside of what it may be.</exception>
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
            $"No worker at {_options.Address} lets this caller in: of {_options.MaxAttempts} that were asked the last said '{refusal}'. Start more workers, or raise MaxConnections of theirs.");
    }

    /// <summary>Asks for a worker; null where one has let the session in, else why it did not.</summary>
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
                return "what answers is no worker of this version";
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
                $"No worker takes callers at {_options.Address}: none is there, or all have as many as they may. Start one with NatsTransport, or check that both ends name the same subject.", failure);
        }
        catch (Exception failure) when (failure is NatsException)
        {
            throw new IOException($"No worker could be asked at {_options.Address}: {failure.Message} Check what this user may publish.", failure);
        }
    }
}
