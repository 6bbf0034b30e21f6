namespace Liaison.Commands;

/// <summary>The call that a command runs for, where it came over a connection.</summary>
internal interface ICallScope
{
    /// <summary>Fires when the call is canceled, for whatever reason. Made when it is first asked for.</summary>
    CancellationToken Token { get; }

    /// <summary>Who called. While a call through it is pending, other commands may run.</summary>
    ICommandPeer Peer { get; }

    /// <summary>Sends a report, unless the caller asked for none or was answered.</summary>
    void Report(object? value);

    /// <summary>Whether <see cref="SendItemAsync"/> is what the caller wants of a sequence.</summary>
    bool WantsItems { get; }

    /// <summary>Sends one item; waits while the caller reads too slowly.</summary>
    ValueTask SendItemAsync(object? item);
}
