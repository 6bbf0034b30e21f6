using System.Text.Json;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Inspection;
using Liaison.Transports;

namespace Liaison.Tests.Guides;

/// <summary>The code in .NET of docs/guides/console.md.</summary>
internal static class ConsoleGuide
{
    public static async Task ServeAsync(Companion companion, string address, Func<Uri, Task> show)
    {
        #region serve
        var transport = new WebSocketTransport(address, new WebSocketTransportOptions { Console = true });
        await using var host = new LiaisonHost(companion, new HostOptions { Inspection = new InspectionOptions() }).Add(transport);
        await host.StartAsync();
        await show(transport.CreateLink("/console/"));
        #endregion
    }

    public static async Task<IReadOnlyList<string>> FaultsAsync(LiaisonClient client)
    {
        var found = new List<string>();
        #region script
        var call = new CommandCall("inspect.traffic") { Keywords = new Dictionary<string, object?> { ["kind"] = "fault" } };
        await foreach (var batch in client.StreamAsync<JsonElement>(call))
        {
            foreach (var message in batch.GetProperty("messages").EnumerateArray())
            {
                found.Add($"{message.GetProperty("command")}: {message.GetProperty("code")}");
            }

            break;
        }
        #endregion
        return found;
    }

    public static async Task RecordAsync(Companion companion, ICommandTransport transport, string path, Func<Task> converse)
    {
        #region record
        await using var file = File.Create(path);
        await using var host = new LiaisonHost(companion, new HostOptions { Inspection = new InspectionOptions { Recording = file } }).Add(transport);
        await host.StartAsync();
        #endregion
        await converse();
    }
}
