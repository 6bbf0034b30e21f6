using System.ComponentModel;

namespace Liaison.Commands;

/// <summary>Registry of the contracts with generated code, by their interfaces. Thread-safe.</summary>
/// <remarks>For generated code: each assembly with contracts registers them before any other code of the assembly runs.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedContracts
{
    private static readonly GeneratedRegistry<GeneratedContract> Known = new();

    /// <summary>Registers a contract.</summary>
    /// <param name="type">The contract's interface.</param>
    /// <param name="contract">Creates the generated contract; called once, when the contract is first used.</param>
    public static void Register(Type type, Func<GeneratedContract> contract) => Known.Register(type, contract);

    /// <summary>The generated contract of an interface.</summary>
    /// <exception cref="ArgumentException">The type is not a contract, or was compiled without the generator.</exception>
    internal static GeneratedContract Of(Type type) => Known.TryGet(type, out var contract)
        ? contract
        : throw new ArgumentException(
            $"Nothing was generated for {type}. Mark the interface [CommandContract], see that it is public or internal and not generic, and compile its project with the package Liaison.Core, whose generator does the rest.",
            nameof(type));
}
