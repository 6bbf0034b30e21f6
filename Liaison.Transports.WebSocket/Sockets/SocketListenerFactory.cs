using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Liaison.Transports;

/// <summary>Gives the server connections that read and write their socket directly.</summary>
/// <param name="sockets">The sockets to listen on.</param>
/// <param name="pool">The memory for what the server reads. The caller owns it.</param>
internal sealed class SocketListenerFactory(ListenSockets sockets, MemoryPool<byte> pool) : IConnectionListenerFactory
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(new SocketListener(sockets.Find(endpoint), endpoint, pool));
}
