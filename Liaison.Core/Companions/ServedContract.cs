using Liaison.Commands;

namespace Liaison.Companions;

/// <summary>A contract and its implementation in this process.</summary>
internal sealed record ServedContract(GeneratedContract Contract, object Implementation);
