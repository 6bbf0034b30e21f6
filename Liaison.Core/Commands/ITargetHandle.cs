using Liaison.Values;

namespace Liaison.Commands;

/// <summary>What a target gives that is not an object of the application: a type, or a method.</summary>
internal interface ITargetHandle : IOpaque
{
    /// <summary>What a parameter of the type is given for the handle: the <see cref="Type"/>, a delegate; null where it takes neither.</summary>
    object? As(Type type);
}
