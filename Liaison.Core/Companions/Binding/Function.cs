namespace Liaison.Companions.Binding;

/// <summary>Something that can be called: the overloads, and the object that they are called on.</summary>
/// <param name="Instance">The object; null where there is none.</param>
/// <param name="Overloads">The overloads; at least one.</param>
internal readonly record struct Function(object? Instance, OverloadSet Overloads);
