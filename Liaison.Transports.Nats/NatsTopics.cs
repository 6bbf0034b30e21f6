using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Liaison.Transports;

/// <summary>
/// Carries the events of hosts over NATS: pass it to <c>host.ShareTopics</c>. Subscribers get each event at most once.
/// </summary>
/// <remarks>
/// Events of durable topics are also stored, and <see cref="FollowAsync"/> returns them without gaps. The connection is opened with the
/// first event or subscription, which a host makes when it starts. Publishing an event that is not durable waits only while the
/// connection to NATS is opened. While NATS is gone, only subscribers at the same host get the event. Publishing a durable event
/// completes when the event is stored, and throws an <see cref="IOException"/> if it was not stored. Thread-safe.
/// </remarks>
public sealed class NatsTopics : ITopicBus
{
    /// <summary>JetStream's error number for a stream whose subjects another stream has, or one that is being made.</summary>
    private const int SubjectsOverlap = 10065;
    private const int KeepAttempts = 5;

    private static readonly TimeSpan StorePause = TimeSpan.FromMilliseconds(100);

    private readonly NatsTopicsOptions _options;
    private readonly Lock _gate = new();
    private Task<NatsConnection>? _connection;

    /// <summary>Creates the bus. It opens nothing yet.</summary>
    /// <param name="options">The options of NATS, and the durable topics; null uses the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public NatsTopics(NatsTopicsOptions? options = null)
    {
        _options = (options ?? new NatsTopicsOptions()).Validated();

        // The host itself passes its events to its own subscribers.
        var nats = _options.Nats with { Connection = _options.Nats.Connection with { Echo = false } };
        Hub = new NatsHub(nats);
    }

    private NatsHub Hub { get; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The topic is durable, and the event was not stored.</exception>
    public async ValueTask PublishAsync(SharedEvent published, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(published);
        var subject = TopicSubject.Of(_options.Nats.Subject, published.Topic);
        if (_options.IsDurable(published.Topic))
        {
            await StoreAsync(published, subject, cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            var connection = await ConnectAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            if (connection.ConnectionState == NatsConnectionState.Open)
            {
                await connection.PublishAsync(
                    subject, published.Value.Utf8.ToArray(), TraceHeaders.Of(published.Trace), cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is NatsException or IOException)
        {
            // Delivery is at most once. Subscribers at this host have the event already.
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> SubscribeAsync(string pattern, Action<SharedEvent> receive, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var subscription = new TopicSubscription(connection, _options.Nats.Subject, pattern, receive);
        await connection.AddSubAsync(subscription, cancellationToken).ConfigureAwait(false);

        // The server handles messages in order: when it has answered the ping, it has the subscription.
        await connection.PingAsync(cancellationToken).ConfigureAwait(false);
        return subscription;
    }

    /// <summary>
    /// Returns the stored events of durable topics, in order and without gaps: first those after a position, then each new one as
    /// it is published. The stream continues after a restart of the server.
    /// </summary>
    /// <param name="topic">A durable topic, <c>prefix.*</c>, or <c>*</c>.</param>
    /// <param name="after">
    /// The position of the last event that the caller received. 0 starts with the oldest stored event, null with the next published
    /// event.
    /// </param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <remarks>As the command <c>follow</c> it returns a stream.</remarks>
    [Command("follow", Concurrent = true, ResolveReferences = false, Summary = "Returns the stored events of a durable topic, or of prefix.*, after a position, and then each new event.")]
    public async IAsyncEnumerable<DurableEvent> FollowAsync(string topic, long? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (after < 0)
        {
            throw new CommandException(ErrorCode.BadArguments, "A position is the number of an earlier event, 0 for the beginning, or nothing for new events only.");
        }

        var stream = await new NatsJSContext(await ConnectAsync().WaitAsync(cancellationToken).ConfigureAwait(false))
            .CreateOrderedConsumerAsync(_options.Stream, Consumer(topic, after), cancellationToken).ConfigureAwait(false);
        await foreach (var message in stream.ConsumeAsync<byte[]>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (TopicSubject.TopicOf(_options.Nats.Subject, message.Subject) is { } name && NatsTopicsOptions.Matches(topic, name) && StoredValue.TryRead(message.Data) is { } value)
            {
                yield return new DurableEvent((long)(message.Metadata?.Sequence.Stream ?? 0), name, value);
            }
        }
    }

    /// <summary>Closes the connection. Streams end.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<NatsConnection>? connection;
        lock (_gate)
        {
            connection = _connection;
        }

        try
        {
            if (connection is not null)
            {
                await connection.ConfigureAwait(false);
                await Hub.ReturnAsync().ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // The connection was never open.
        }
    }

    // A failed attempt is repeated for the next caller that needs the connection.
    private Task<NatsConnection> ConnectAsync()
    {
        lock (_gate)
        {
            return _connection is null or { IsFaulted: true } or { IsCanceled: true } ? _connection = OpenAsync() : _connection;
        }
    }

    private NatsJSOrderedConsumerOpts Consumer(string topic, long? after) => new()
    {
        FilterSubjects = [TopicSubject.Of(_options.Nats.Subject, topic)],
        DeliverPolicy = after is null ? ConsumerConfigDeliverPolicy.New : ConsumerConfigDeliverPolicy.ByStartSequence,
        OptStartSeq = after is null ? 0 : (ulong)after + 1,
    };

    private async Task<NatsConnection> OpenAsync()
    {
        var connection = await Hub.RentAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_options.Durable.Count > 0)
            {
                await KeepAsync(connection).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            await Hub.ReturnAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task KeepAsync(NatsConnection connection)
    {
        try
        {
            string[] subjects = [.. _options.Durable.Select(pattern => TopicSubject.Of(_options.Nats.Subject, pattern))];
            var stream = new StreamConfig(_options.Stream, subjects) { MaxAge = _options.MaxAge, MaxBytes = _options.MaxBytes, Discard = StreamConfigDiscard.Old };
            await KeepAsync(new NatsJSContext(connection), stream).ConfigureAwait(false);
        }
        catch (NatsException failure)
        {
            throw new IOException(
                $"NATS at {_options.Nats.Address} does not store events: {failure.Message} Start nats-server with -js, and allow this user to create the stream {_options.Stream}.", failure);
        }
    }

    // Where several hosts make the stream at once, NATS refuses all except one with "subjects overlap". The next attempt finds the stream.
    private static async Task KeepAsync(NatsJSContext context, StreamConfig stream)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await context.CreateOrUpdateStreamAsync(stream).ConfigureAwait(false);
                return;
            }
            catch (NatsJSApiException failure) when (failure.Error.ErrCode == SubjectsOverlap && attempt < KeepAttempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt)).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask StoreAsync(SharedEvent published, string subject, CancellationToken cancellationToken)
    {
        // All attempts use the same id, so JetStream stores the event once.
        var id = new NatsJSPubOpts { MsgId = Guid.NewGuid().ToString("N") };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.PublishTimeout);
        var value = published.Value.Utf8.ToArray();
        var (problem, pause) = ("no answer in time", TimeSpan.Zero);
        while (true)
        {
            try
            {
                await Task.Delay(pause, limit.Token).ConfigureAwait(false);
                var connection = await ConnectAsync().WaitAsync(limit.Token).ConfigureAwait(false);
                var stored = await new NatsJSContext(connection).PublishAsync(subject, value, opts: id, headers: TraceHeaders.Of(published.Trace), cancellationToken: limit.Token).ConfigureAwait(false);
                stored.EnsureSuccess();
                return;
            }
            catch (Exception failure) when (failure is NatsException && !limit.IsCancellationRequested)
            {
                (problem, pause) = (failure.Message, StorePause);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new IOException($"The event of {published.Topic} was not stored: {problem}. Publish it again when NATS is back.");
            }
        }
    }
}
