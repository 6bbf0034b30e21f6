namespace Liaison.Commands;

/// <summary>What a target gives that is not an object of the application: a type, or a method.</summary>
internal interface ITargetHandle
{
    /// <summary>What the handle is of, for a parameter that takes that: the <see cref="Type"/>; null for none.</summary>
    object? Underlying { get; }
}
