using System.ComponentModel;

namespace Liaison.Commands;

/// <summary>The contracts that code was generated for, by their interfaces. Thread-safe.</summary>
/// <remarks>For generated code: each assembly that has contracts registers them before anything else of it runs.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedContracts
{
    private static readonly GeneratedRegistry<GeneratedContract> Known = new();

    /// <summary>Registers a contract.</summary>
    /// <param name="type">The contract's interface.</param>
    /// <param name="contract">Makes what was generated for the contract; called once, when the contract is first used.</param>
    public static void Register(Type type, Func<GeneratedContract> contract) => Known.Register(type, contract);

    /// <summary>What was generated for a contract.</summary>
    /// <exception cref="ArgumentException">The type is no contract, or was compiled without the generator.</exception>
    internal static GeneratedContract Of(Type type) => Known.TryGet(type, out var contract)
        ? contract
        : throw new ArgumentException(
            $"Nothing was generated for {type}. Mark the interface [CommandContract], see that it is public or internal and not generic, and compile its project with the package Liaison.Core, whose generator does the rest.",
            nameof(type));
}
