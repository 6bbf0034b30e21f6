namespace Liaison.Companions;

/// <summary>Hides a member of an exposed type, or a type of an exposed namespace, from peers. For peers, it does not exist.</summary>
/// <remarks>
/// A hidden member cannot be reached through the type, a base class or an interface. It is not written into replies, and arguments do not
/// set it. A member that overrides a hidden member is hidden too, and so is everything inside a hidden type. On an accessor, the
/// attribute hides only reading or only setting.
/// </remarks>
[AttributeUsage(AttributeTargets.All & ~(AttributeTargets.Assembly | AttributeTargets.Module | AttributeTargets.Parameter | AttributeTargets.ReturnValue))]
public sealed class HiddenAttribute : Attribute;
