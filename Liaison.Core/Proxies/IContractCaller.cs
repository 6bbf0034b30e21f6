using Liaison.Commands;

namespace Liaison.Proxies;

/// <summary>What a proxy needs of a caller beside calls.</summary>
internal interface IContractCaller : ICommandCaller
{
    /// <summary>Asks the other end whether both mean the same contracts; null where nobody asks.</summary>
    ContractChecks? Checks { get; }

    /// <summary>The values of a topic's events, from when the first is asked for until the loop is left.</summary>
    /// <exception cref="NotSupportedException">The other end publishes no topics.</exception>
    IAsyncEnumerable<T?> ReadEventsAsync<T>(string topic, CancellationToken cancellationToken);
}
