namespace Liaison.Commands;

/// <summary>Calls the other end through a contract.</summary>
public static class ContractCaller
{
    /// <summary>
    /// Returns a proxy for the other end: each member of the interface calls its command, or reads its topic. The proxy class was
    /// generated when the contract was compiled.
    /// </summary>
    /// <typeparam name="T">An interface that is marked <c>[CommandContract]</c>.</typeparam>
    /// <param name="caller">A client, or the peer of a command.</param>
    /// <remarks>
    /// Thread-safe, cheap to create, and usable while the connection exists. The first call of a client asks the host whether both ends
    /// have the same contract. If they differ, every call fails with the error code <c>contract_mismatch</c> and a text for each
    /// difference. If the host does not know this question, the contracts are assumed to be equal. Members throw the exceptions of
    /// <see cref="ICommandCaller.InvokeAsync{T}"/>, and the exceptions that the contract declares.
    /// </remarks>
    /// <exception cref="ArgumentException">No code was generated for the interface; the message tells how to generate it.</exception>
    public static T As<T>(this ICommandCaller caller)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(caller);
        var contract = GeneratedContracts.Of(typeof(T));
        return (T)contract.CreateProxy(caller, contract);
    }
}
