namespace Liaison.Transports;

/// <summary>Accepts streams. Dispose ends a pending accept with null; accepted streams stay open.</summary>
internal interface IStreamListener : IAsyncDisposable
{
    /// <summary>Waits for the next stream. Returns null if the listener was disposed.</summary>
    ValueTask<Stream?> AcceptAsync(CancellationToken cancellationToken);
}
