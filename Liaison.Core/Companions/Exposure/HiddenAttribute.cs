namespace Liaison.Companions;

/// <summary>
/// Hides a member of an exposed type, or a type of an exposed namespace, from peers: to them it does not exist. It is neither reached nor
/// written into replies, nor set by arguments, whether asked for by the type, a base or an interface; what overrides it and what is inside
/// of a hidden type is hidden too. On an accessor it hides reading or setting alone.
/// </summary>
[AttributeUsage(AttributeTargets.All & ~(AttributeTargets.Assembly | AttributeTargets.Module | AttributeTargets.Parameter | AttributeTargets.ReturnValue))]
public sealed class HiddenAttribute : Attribute;
