using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Proxies;
using Liaison.Sessions;
using Liaison.Sessions.CallsOut;

namespace Liaison.Client;

/// <summary>One connection of a client, and the state that belongs to the host of that connection.</summary>
internal sealed class ClientSession
{
    public ClientSession(Peer peer, JsonSerializerOptions json)
    {
        Peer = peer;
        Host = new RemotePeer(peer.Caller);
        Checks = new ContractChecks(Host, json);
    }

    public Peer Peer { get; }

    /// <summary>The host, over this connection.</summary>
    public RemotePeer Host { get; }

    /// <summary>
    /// Checks whether the host uses the same contracts. Each connection has its own checks: the next host may be another version.
    /// </summary>
    public ContractChecks Checks { get; }

    /// <summary>
    /// Whether a message was not sent or not answered because its connection ended. False for an error that the host answered.
    /// </summary>
    public static bool IsEnd(LiaisonException failure) =>
        failure is { Json: null, Code: ErrorCode.ConnectionLost or ErrorCode.Disconnected or ErrorCode.TooLarge or ErrorCode.BadMessage };

    /// <summary>
    /// Whether the call may succeed over the next connection. False for a message that is too large: it will be too large again.
    /// </summary>
    public static bool IsLoss(LiaisonException failure) => failure is { Json: null, Code: ErrorCode.ConnectionLost or ErrorCode.Disconnected };

    /// <summary>Why the host does not accept a contract, or why it could not be asked; null if it accepts.</summary>
    public async Task<LiaisonException?> RefusalAsync(GeneratedContract contract)
    {
        try
        {
            await Checks.EnsureAsync(contract).ConfigureAwait(false);
            return null;
        }
        catch (Exception refusal)
        {
            return refusal as LiaisonException ?? new LiaisonException(CommandError.From(refusal, details: false), refusal);
        }
    }
}
