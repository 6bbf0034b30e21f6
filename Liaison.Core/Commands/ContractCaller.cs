namespace Liaison.Commands;

/// <summary>Calls the other end through a contract.</summary>
public static class ContractCaller
{
    /// <summary>
    /// The other end as a contract: each member of the interface calls the command, or reads the topic, that it stands for. What implements
    /// the interface was generated when the contract was compiled.
    /// </summary>
    /// <typeparam name="T">An interface that is marked <c>[CommandContract]</c>.</typeparam>
    /// <param name="caller">A client, or the peer of a command.</param>
    /// <remarks>
    /// Thread-safe, cheap to make, and usable for as long as the connection is there. The first call of a client asks the host whether both
    /// mean the same contract; where they do not, every call fails with the code <c>contract_mismatch</c> and a text for each difference. A
    /// host that does not know the question is taken at its word. Members throw what <see cref="ICommandCaller.InvokeAsync{T}"/> does, and
    /// the exceptions that the contract declares.
    /// </remarks>
    /// <exception cref="ArgumentException">Nothing was generated for the interface; the message says how it would be.</exception>
    public static T As<T>(this ICommandCaller caller)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(caller);
        var contract = GeneratedContracts.Of(typeof(T));
        return (T)contract.CreateProxy(caller, contract);
    }
}
