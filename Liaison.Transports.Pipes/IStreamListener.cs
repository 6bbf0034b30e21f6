namespace Liaison.Transports;

/// <summary>Where streams arrive. Disposing it ends a pending accept with null; accepted streams stay open.</summary>
internal interface IStreamListener : IAsyncDisposable
{
    /// <summary>Waits for the next stream. Null: the listener was disposed.</summary>
    ValueTask<Stream?> AcceptAsync(CancellationToken cancellationToken);
}
