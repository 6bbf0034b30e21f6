using Liaison.Commands;

namespace Liaison.Proxies;

/// <summary>A caller with the additional members that a proxy needs.</summary>
internal interface IContractCaller : ICommandCaller
{
    /// <summary>Asks the other end whether it has the same contracts; null if each call may go to another one.</summary>
    /// <remarks>With null, each call names its contract (<see cref="CommandCall.Contract"/>).</remarks>
    ContractChecks? Checks { get; }

    /// <summary>The values of a topic's events in a contract, from the first read until the loop is left.</summary>
    /// <exception cref="NotSupportedException">The other end does not publish topics.</exception>
    IAsyncEnumerable<T?> ReadEventsAsync<T>(GeneratedContract contract, string topic, CancellationToken cancellationToken);
}
