namespace Liaison.Companions;

/// <summary>Hides a member of an exposed type, or a type of an exposed namespace, from peers: to them it does not exist.</summary>
[AttributeUsage(AttributeTargets.All & ~(AttributeTargets.Assembly | AttributeTargets.Module | AttributeTargets.Parameter | AttributeTargets.ReturnValue))]
public sealed class HiddenAttribute : Attribute;
