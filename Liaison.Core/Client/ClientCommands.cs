using Liaison.Commands;

namespace Liaison.Client;

/// <summary>What every client can be asked by its host.</summary>
internal sealed class ClientCommands
{
    [Command("ping", Concurrent = true, Summary = "Gives \"pong\".")]
    public static string Ping() => "pong";
}
