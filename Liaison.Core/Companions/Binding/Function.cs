namespace Liaison.Companions.Binding;

/// <summary>A callable: its overloads, and the object that they are called on.</summary>
/// <param name="Instance">The object; null if there is none.</param>
/// <param name="Overloads">The overloads, at least one.</param>
internal readonly record struct Function(object? Instance, OverloadSet Overloads);
