using Microsoft.AspNetCore.Http.Features;

namespace Liaison.Transports;

/// <summary>Upgrades a request, and puts a <see cref="BatchingStream"/> over the stream that the server gives.</summary>
internal sealed class BatchingUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>Null until the request is upgraded, and for good where something else upgrades it.</summary>
    public BatchingStream? Stream { get; private set; }

    public async Task<Stream> UpgradeAsync()
    {
        Stream = new BatchingStream(await inner.UpgradeAsync().ConfigureAwait(false));
        return Stream;
    }
}
