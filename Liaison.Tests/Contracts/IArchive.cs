using System.IO.Pipelines;
using Liaison.Contracts;

namespace Liaison.Tests.Contracts;

/// <summary>Values of any size in a contract.</summary>
[CommandContract]
internal interface IArchive
{
    Task<long> StoreAsync(string name, Stream content, CancellationToken cancellationToken = default);

    Task<long> StorePipeAsync(PipeReader content, CancellationToken cancellationToken = default);

    Task<Stream> OpenAsync(long length, CancellationToken cancellationToken = default);

    Task<byte[]> ReadAsync(byte[] content, CancellationToken cancellationToken = default);
}
