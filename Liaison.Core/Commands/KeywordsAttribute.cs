namespace Liaison.Commands;

/// <summary>
/// Marks a parameter of type <see cref="Dictionary{TKey, TValue}"/> of string and any type (or an interface of it) that collects the
/// arguments by name which no other parameter takes.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeywordsAttribute : Attribute;
