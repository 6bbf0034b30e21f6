using Liaison.Commands;

namespace Liaison.Client;

/// <summary>The commands that every client offers to its host.</summary>
internal sealed class ClientCommands
{
    [Command("ping", Concurrent = true, Summary = "Gives \"pong\".")]
    public static string Ping() => "pong";
}
