using Liaison.Contracts;

namespace Frames;

/// <summary>The topics for the page.</summary>
[CommandContract]
public interface IProjector
{
    /// <summary>The pictures, 60 a second.</summary>
    [Topic("frames")]
    IAsyncEnumerable<Frame> Frames(CancellationToken cancellationToken = default);
}
