using Liaison.Commands;
using Liaison.Values;

namespace Liaison.Companions.Exposure;

/// <summary>
/// A type that a target names. It is not the framework's <see cref="Type"/>, so that peers cannot go from it into reflection.
/// </summary>
internal sealed class TypeTarget(Type type) : ITargetHandle
{
    public Type Type => type;

    public object? As(Type wanted) => wanted.IsInstanceOfType(type) ? type : null;

    /// <summary>The type as it is written in messages.</summary>
    public override string ToString() => TypeName.Uri(type);
}
