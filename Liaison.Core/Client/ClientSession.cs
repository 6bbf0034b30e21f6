using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Proxies;
using Liaison.Sessions;
using Liaison.Sessions.CallsOut;

namespace Liaison.Client;

/// <summary>One connection of a client, with what is known of the host behind it.</summary>
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

    /// <summary>Whether the host means the same contracts; the next one may be another version, and is asked again.</summary>
    public ContractChecks Checks { get; }

    /// <summary>Whether something was not sent, or not answered, since its connection has ended. False of what a host answered.</summary>
    public static bool IsEnd(LiaisonException failure) =>
        failure is { Json: null, Code: ErrorCode.ConnectionLost or ErrorCode.Disconnected or ErrorCode.TooLarge or ErrorCode.BadMessage };

    /// <summary>Whether that may be otherwise over the next connection: a message that was too large will be so again.</summary>
    public static bool IsLoss(LiaisonException failure) => failure is { Json: null, Code: ErrorCode.ConnectionLost or ErrorCode.Disconnected };

    /// <summary>Why the host does not agree to a contract, or could not be asked; null where it agrees.</summary>
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
