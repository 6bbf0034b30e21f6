namespace Liaison.Transports;

/// <summary>What a back end says once it can be talked to.</summary>
/// <param name="Address">Where it is, as <see cref="CommandConnectors.ForAddress"/> takes it; <see cref="StandardStreams"/> for its standard streams.</param>
/// <param name="Token">What it wants to be presented; null where it does not say.</param>
internal sealed record ReadyMessage(string Address, string? Token)
{
    /// <summary>The address of a back end that speaks over its standard streams.</summary>
    public const string StandardStreams = "stdio";
}
