using System.Collections.Concurrent;
using Liaison.Commands;

namespace Liaison.Companions.Binding;

/// <summary>The overloads of one name, with a cache of which overload was chosen for which shape of arguments. Thread-safe.</summary>
internal sealed class OverloadSet(IReadOnlyList<CallSignature> signatures)
{
    // Peers choose the shapes. After this many, further ones are decided each time and not cached.
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
