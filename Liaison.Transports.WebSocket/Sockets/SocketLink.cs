using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Liaison.Transports;

/// <summary>
/// A connection as the server sees it: a reader and a writer directly over a socket. It is its own features, except those that
/// the server adds.
/// </summary>
/// <remarks>
/// After an upgrade, <see cref="Detach"/> takes the socket away from the server. The server then ends its part and frees its
/// memory, and the socket remains open.
/// </remarks>
internal sealed class SocketLink : ConnectionContext, IDuplexPipe, IConnectionIdFeature, IConnectionTransportFeature, IConnectionItemsFeature,
    IConnectionLifetimeFeature, IConnectionEndPointFeature, IConnectionSocketFeature, IMemoryPoolFeature
{
    /// <summary>How much of a response is sent in one piece.</summary>
    private const int WriteBytes = 16 * 1024;

    private static long _lastId;

    private readonly SocketStream _stream;
    private IDictionary<object, object?>? _items;
    private volatile bool _detached;

    /// <param name="socket">The accepted socket, which does not block. The link owns it.</param>
    /// <param name="pool">The memory for what the server reads.</param>
    /// <exception cref="SocketException">The peer has already left.</exception>
    public SocketLink(Socket socket, MemoryPool<byte> pool)
    {
        (Socket, MemoryPool) = (socket, pool);
        (LocalEndPoint, RemoteEndPoint) = (socket.LocalEndPoint, socket.RemoteEndPoint);
        ConnectionId = Interlocked.Increment(ref _lastId).ToString("X", CultureInfo.InvariantCulture);
        _stream = new SocketStream(socket);
        ConnectionClosed = _stream.Closed;
        Input = PipeReader.Create(_stream, new StreamPipeReaderOptions(pool, leaveOpen: true, useZeroByteReads: true));
        Output = new LinkWriter(PipeWriter.Create(_stream, new StreamPipeWriterOptions(MemoryPool<byte>.Shared, WriteBytes, leaveOpen: true)));
        Transport = this;
        Features = new LinkFeatures(this);
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; }

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    public override IDuplexPipe Transport { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public Socket Socket { get; }

    public MemoryPool<byte> MemoryPool { get; }

    /// <summary>Takes the socket away from the server. Only an upgraded request may call this, when its response was sent.</summary>
    /// <returns>The stream, which the caller now owns. Null if something is between the server and the socket, for example TLS.</returns>
    public SocketStream? Detach()
    {
        if (!ReferenceEquals(Transport, this))
        {
            return null;
        }

        if (Input.TryRead(out var result))
        {
            _stream.PutBack(result.Buffer.ToArray());
            Input.AdvanceTo(result.Buffer.End);
        }

        _detached = true;
        return _stream;
    }

    public override void Abort() => AbortUnlessDetached();

    public override void Abort(ConnectionAbortedException abortReason) => AbortUnlessDetached();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        await Input.CompleteAsync().ConfigureAwait(false);
        if (!_detached)
        {
            await Output.CompleteAsync().ConfigureAwait(false);
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void AbortUnlessDetached()
    {
        if (!_detached)
        {
            _stream.Abort();
        }
    }
}
