using System.IO.Pipelines;
using Liaison.Tests.Features;

namespace Liaison.Tests.Contracts;

/// <summary>An archive that checks what it is given.</summary>
internal sealed class Archive : IArchive
{
    public Task<long> StoreAsync(string name, Stream content, CancellationToken cancellationToken = default) =>
        MadeStream.CheckAsync(content, cancellationToken);

    public Task<long> StorePipeAsync(PipeReader content, CancellationToken cancellationToken = default) =>
        MadeStream.CheckAsync(content.AsStream(), cancellationToken);

    public Task<Stream> OpenAsync(long length, CancellationToken cancellationToken = default) => Task.FromResult<Stream>(new MadeStream(length));

    public Task<byte[]> ReadAsync(byte[] content, CancellationToken cancellationToken = default) => Task.FromResult(content);
}
