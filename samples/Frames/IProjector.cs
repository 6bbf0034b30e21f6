using Liaison.Contracts;

namespace Frames;

/// <summary>What a page can watch.</summary>
[CommandContract]
public interface IProjector
{
    /// <summary>The pictures, 60 a second.</summary>
    [Topic("frames")]
    IAsyncEnumerable<Frame> Frames(CancellationToken cancellationToken = default);
}
