using Liaison.Values;

namespace Liaison.Commands;

/// <summary>The value of a target that is a type or a method, and not an object of the application.</summary>
internal interface ITargetHandle : IOpaque
{
    /// <summary>
    /// Converts the handle for a parameter of the given type: to a <see cref="Type"/> or a delegate; null if it takes neither.
    /// </summary>
    object? As(Type type);
}
