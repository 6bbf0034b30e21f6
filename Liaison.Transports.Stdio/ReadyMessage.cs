namespace Liaison.Transports;

/// <summary>The message of a back end that it is ready for connections.</summary>
/// <param name="Address">
/// The address, as <see cref="CommandConnectors.ForAddress"/> accepts it, or <see cref="StandardStreams"/>.
/// </param>
/// <param name="Token">The token that the back end expects, or null if the message names none.</param>
internal sealed record ReadyMessage(string Address, string? Token)
{
    /// <summary>The address of a back end that speaks over its standard streams.</summary>
    public const string StandardStreams = "stdio";
}
