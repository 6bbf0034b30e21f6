namespace Liaison.Client;

/// <summary>A change of a client's state.</summary>
/// <param name="State">The new state.</param>
/// <param name="Reason">
/// The cause, if the state is <see cref="ClientState.Lost"/> or <see cref="ClientState.Closed"/>; otherwise null.
/// </param>
public readonly record struct ClientStateChange(ClientState State, Exception? Reason);
