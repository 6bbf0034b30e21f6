using Microsoft.AspNetCore.Http.Features;

namespace Liaison.Transports;

/// <summary>Upgrades a request, and wraps the server's stream in a <see cref="BatchingStream"/>.</summary>
internal sealed class BatchingUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>The stream. Null before the upgrade, and always null if other code upgrades the request.</summary>
    public BatchingStream? Stream { get; private set; }

    public async Task<Stream> UpgradeAsync()
    {
        Stream = new BatchingStream(await inner.UpgradeAsync().ConfigureAwait(false));
        return Stream;
    }
}
