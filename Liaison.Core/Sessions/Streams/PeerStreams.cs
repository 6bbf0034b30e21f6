using System.IO.Pipelines;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.Streams;

/// <summary>
/// The streams of one connection, in both directions. Each end numbers the streams that it sends. It sends bytes only after the other
/// end has granted credit, which happens once a reader there reads. Thread-safe.
/// </summary>
internal sealed class PeerStreams(PeerLink peer) : StreamSource
{
    /// <summary>The segment size for the bytes of an incoming stream.</summary>
    public const int SegmentBytes = 64 * 1024;

    // Two chunks of the usual size, including their heads.
    private const int MaxUnsentBytes = 132 * 1024;

    private readonly Lock _gate = new();
    private Dictionary<long, IncomingStream>? _incoming;
    private Dictionary<long, OutgoingStream>? _outgoing;
    private Dictionary<CallId, ItemCredit>? _items;
    private long _last;
    private long _gathered;
    private string? _ended;
    private volatile bool _areTaken;
    private volatile bool _areSpoken;

    public override bool AreTaken => _areTaken;

    /// <summary>Whether the protocol supports streams, and the other end supports them or will answer that it does not.</summary>
    public bool CanBeOffered => _areTaken || (_areSpoken && peer.Settings.KnowsProtocol);

    public int ChunkBytes => peer.Settings.Options.StreamChunkBytes;

    public SessionOptions Options => peer.Settings.Options;

    /// <summary>The bytes of all streams that have arrived and are not read yet.</summary>
    public long Held
    {
        get
        {
            lock (_gate)
            {
                return _incoming?.Values.Sum(stream => stream.Held) ?? 0;
            }
        }
    }

    /// <summary>The number of open streams, in both directions.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return (_incoming?.Count ?? 0) + (_outgoing?.Count ?? 0);
            }
        }
    }

    /// <summary>Whether a value of this size is sent as a stream.</summary>
    public bool IsLarge(long bytes) => _areTaken && bytes >= Options.LargeValueBytes;

    public override void Spoken() => _areSpoken = true;

    public override void Taken() => _areTaken = true;

    public override PipeReader Open(StreamValue value)
    {
        var stream = new IncomingStream(this, value.Number, Options.StreamWindowBytes);
        lock (_gate)
        {
            if (_ended is { } why)
            {
                throw new CommandException(ErrorCode.Disconnected, why);
            }

            _incoming ??= [];
            if (_incoming.Count >= Options.MaxOpenStreams)
            {
                throw new CommandException(ErrorCode.Busy, TooMany(_incoming.Count));
            }

            if (!_incoming.TryAdd(value.Number, stream))
            {
                throw new CommandException(ErrorCode.BadArguments, $"The stream {value.Number} was given before. Number each stream once on a connection.");
            }
        }

        Grant(value.Number, Options.StreamWindowBytes);
        return stream;
    }

    public override void Refuse(long number) => Send(new Credit(number, 0));

    /// <summary>Offers a stream to the other end. A later message tells the other end its number.</summary>
    /// <param name="source">The stream to read from.</param>
    /// <param name="ownsSource">Whether to dispose the source at the end.</param>
    /// <exception cref="CommandException">Too many streams are open, or the connection has ended. The source is not disposed.</exception>
    public OutgoingStream Offer(Stream source, bool ownsSource)
    {
        lock (_gate)
        {
            if (_ended is { } why)
            {
                throw new CommandException(ErrorCode.Disconnected, why);
            }

            _outgoing ??= [];
            if (_outgoing.Count >= Options.MaxOpenStreams)
            {
                throw new CommandException(ErrorCode.Busy, TooMany(_outgoing.Count));
            }

            var stream = new OutgoingStream(this, ++_last, source, ownsSource);
            _outgoing.Add(stream.Number, stream);
            return stream;
        }
    }

    /// <summary>The credit for the items of a call; null if its caller grants none and receives every item at once.</summary>
    /// <param name="request">The call.</param>
    /// <param name="call">The call that owns the credit, which ends with the call.</param>
    public ItemCredit? CreditOf(Request request, CommandContext call)
    {
        if (request.ItemWindow <= 0)
        {
            return null;
        }

        var id = request.Id;
        ItemCredit? credit;
        lock (_gate)
        {
            _items ??= [];
            if (_items.TryGetValue(id, out credit))
            {
                return credit;
            }

            _items.Add(id, credit = new ItemCredit(this, id, _ended is null ? request.ItemWindow : long.MaxValue));
        }

        call.Own(credit);
        return credit;
    }

    /// <summary>
    /// Receives a message about streams, on the reader's thread. A message
    /// about an unknown stream is dropped: the stream may have ended.
    /// </summary>
    public void Receive(Envelope message)
    {
        var problem = message switch
        {
            Chunk chunk => Find(_incoming, chunk.Stream)?.TryReceive(chunk) == false ? $"more of stream {chunk.Stream} than was granted" : null,
            Credit { Call.IsNone: false } credit => Find(_items, credit.Call)?.TryGrant(credit.Amount) == false ? "too much credit for items" : null,
            Credit credit => Receive(credit),
            _ => null,
        };
        if (problem is not null)
        {
            SessionLog.StreamsBroken(peer.Settings.Logger, peer.Remote.Transport, peer.Remote.Address, problem);
            peer.Disconnect();
        }
    }

    /// <summary>Sends a message about a stream, on this thread as far as possible without waiting; false if it cannot be sent.</summary>
    /// <remarks>The limit of unsent bytes does not apply: without this message the other end would wait for ever.</remarks>
    public bool Send(Envelope message) => peer.TrySendNow(message);

    public void Grant(long number, long bytes) => Send(new Credit(number, bytes));

    public void Grant(CallId call, int items) => Send(new Credit(0, items) { Call = call });

    /// <summary>
    /// Waits until there is room for a chunk. Only a few chunks wait to be sent at any time, so that other messages can go between
    /// them and wait for no more than these.
    /// </summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => peer.WaitForRoomAsync(MaxUnsentBytes, cancellationToken);

    /// <summary>Removes a stream that is no longer read.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="stops">Whether to tell its sender to stop.</param>
    public void Remove(IncomingStream stream, bool stops)
    {
        lock (_gate)
        {
            _incoming?.Remove(stream.Number);
        }

        if (stops)
        {
            Refuse(stream.Number);
        }
    }

    public void Remove(OutgoingStream stream)
    {
        lock (_gate)
        {
            _outgoing?.Remove(stream.Number);
        }
    }

    public void Remove(ItemCredit credit)
    {
        lock (_gate)
        {
            _items?.Remove(credit.Call);
        }
    }

    /// <summary>Reserves bytes for values that are gathered; false if the limit is reached.</summary>
    public bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref _gathered, bytes) <= Options.MaxGatheredBytes)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    public void Release(long bytes) => Interlocked.Add(ref _gathered, -bytes);

    /// <summary>Disposes a source. Never throws.</summary>
    public async ValueTask DisposeAsync(Stream source)
    {
        try
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            SessionLog.ReleaseFailed(peer.Settings.Logger, source.GetType().Name, failure);
        }
    }

    /// <summary>Ends all streams, and each one that starts later: the other end sends nothing more.</summary>
    public void End(CommandError why)
    {
        IncomingStream[] incoming;
        OutgoingStream[] outgoing;
        ItemCredit[] items;
        lock (_gate)
        {
            _ended ??= why.Message;
            incoming = [.. _incoming?.Values ?? Enumerable.Empty<IncomingStream>()];
            outgoing = [.. _outgoing?.Values ?? Enumerable.Empty<OutgoingStream>()];
            items = [.. _items?.Values ?? Enumerable.Empty<ItemCredit>()];
            _incoming = null;
        }

        Array.ForEach(incoming, stream => stream.Fail(why.Message));
        Array.ForEach(outgoing, stream => stream.Stop());
        Array.ForEach(items, credit => credit.Free());
    }

    private string? Receive(Credit credit)
    {
        if (Find(_outgoing, credit.Stream) is not { } stream)
        {
            return null;
        }

        if (credit.Amount == 0)
        {
            stream.Stop();
            return null;
        }

        return stream.TryGrant(credit.Amount) ? null : $"too much credit for stream {credit.Stream}";
    }

    // The tables are created and removed under the lock. The argument is one of them, or null if it does not exist yet.
    private T? Find<TKey, T>(Dictionary<TKey, T>? table, TKey key)
        where TKey : notnull
        where T : class
    {
        lock (_gate)
        {
            return table?.GetValueOrDefault(key);
        }
    }

    private static string TooMany(int count) =>
        $"{count} streams are open on this connection already. Read or dispose some first, or raise MaxOpenStreams.";
}
