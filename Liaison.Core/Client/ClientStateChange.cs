namespace Liaison.Client;

/// <summary>A change of a client's state.</summary>
/// <param name="State">The state from now on.</param>
/// <param name="Reason">Why, where the state is <see cref="ClientState.Lost"/> or <see cref="ClientState.Closed"/>; null otherwise.</param>
public readonly record struct ClientStateChange(ClientState State, Exception? Reason);
