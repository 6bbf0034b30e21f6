using Liaison.Companions.Binding;

namespace Liaison.Companions.Targets;

/// <summary>A method that a target names on a type.</summary>
/// <param name="Version">The version of the exposure policy when the method was found.</param>
/// <param name="Function">The method, without an object.</param>
internal sealed record TypeMethod(int Version, Function Function);
