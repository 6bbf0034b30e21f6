using Liaison.Commands;

namespace Liaison.Proxies;

/// <summary>What a proxy needs of a caller beside calls.</summary>
internal interface IContractCaller : ICommandCaller
{
    /// <summary>
    /// Asks the other end whether both mean the same contracts; null where there may be another one for each call, so that each names its
    /// contract (<see cref="CommandCall.Contract"/>).
    /// </summary>
    ContractChecks? Checks { get; }

    /// <summary>The values of a topic's events of a contract, from when the first is asked for until the loop is left.</summary>
    /// <exception cref="NotSupportedException">The other end publishes no topics.</exception>
    IAsyncEnumerable<T?> ReadEventsAsync<T>(GeneratedContract contract, string topic, CancellationToken cancellationToken);
}
