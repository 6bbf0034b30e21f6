using Microsoft.AspNetCore.Http.Features;

namespace Liaison.Transports;

/// <summary>Upgrades a request, and wraps its stream in a <see cref="BatchingStream"/>.</summary>
/// <param name="inner">The upgrade of the server.</param>
/// <param name="link">The connection, if it is one of our own server.</param>
internal sealed class BatchingUpgrade(IHttpUpgradeFeature inner, SocketLink? link) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>The stream. Null before the upgrade, and always null if other code upgrades the request.</summary>
    public BatchingStream? Stream { get; private set; }

    /// <summary>Fires when the connection is gone, if it was detached from the server; null if the server still owns it.</summary>
    public CancellationToken? Detached { get; private set; }

    public async Task<Stream> UpgradeAsync()
    {
        var served = await inner.UpgradeAsync().ConfigureAwait(false);
        if (link?.Detach() is { } direct)
        {
            Stream = new BatchingStream(direct);
            Detached = direct.Closed;
            return System.IO.Stream.Null;
        }

        Stream = new BatchingStream(served);
        return Stream;
    }
}
