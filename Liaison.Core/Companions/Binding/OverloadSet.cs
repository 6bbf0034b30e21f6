using System.Collections.Concurrent;
using Liaison.Commands;

namespace Liaison.Companions.Binding;

/// <summary>What can be called by one name, and which of it was chosen for arguments of which shape. Thread-safe.</summary>
internal sealed class OverloadSet(IReadOnlyList<CallSignature> signatures)
{
    // Shapes are the peers' choice; past this many, further ones are decided anew each time.
    private const int MaxCachedShapes = 64;

    private readonly ConcurrentDictionary<ArgumentShape, ArgumentMap> _chosen = new();

    public IReadOnlyList<CallSignature> Signatures => signatures;

    public ArgumentMap? Known(ArgumentShape shape) => shape.IsExact && _chosen.TryGetValue(shape, out var map) ? map : null;

    public void Remember(ArgumentShape shape, ArgumentMap map)
    {
        if (shape.IsExact && _chosen.Count < MaxCachedShapes)
        {
            _chosen.TryAdd(shape, map);
        }
    }
}
