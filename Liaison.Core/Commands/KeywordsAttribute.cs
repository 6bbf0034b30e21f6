namespace Liaison.Commands;

/// <summary>
/// Marks a parameter that collects the named arguments that no other parameter takes. Its type is a
/// <see cref="Dictionary{TKey, TValue}"/> of string and any type, or an interface of it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeywordsAttribute : Attribute;
