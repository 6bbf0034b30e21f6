using Liaison.Commands;

namespace Liaison.Companions;

/// <summary>A contract, and what implements it here.</summary>
internal sealed record ServedContract(GeneratedContract Contract, object Implementation);
