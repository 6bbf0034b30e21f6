using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>
/// The command with which each end cancels its own calls. It runs on the reader, so it never waits for the call that it cancels.
/// </summary>
internal sealed class CallCommands
{
    [Immediate]
    [Command("cancel", ResolveReferences = false, RequiresAuthentication = false, Summary = "Cancels a pending command of the caller, by the id of its request. Returns whether there was one.")]
    public static bool Cancel(RawJson id, CommandContext context) => Peer.Of(context).Incoming.Cancel(CallId.FromJson(id.Utf8));
}
