using Liaison.Tests.Tool;

namespace Liaison.Tests.Nats;

/// <summary>A worker as users start one: <c>liaison nats</c>.</summary>
internal static class WorkerProcess
{
    /// <summary>Starts one, which callers can reach on return.</summary>
    public static async Task<ToolProcess> StartAsync(NatsServer server, string subject, CancellationToken token)
    {
        var process = ToolProcess.Start("nats", $"{server.Url}/{subject}", "--load", ToolProcess.Hosted, "--companion", "WorkerCompanion");
        await process.AddressAsync(token);
        return process;
    }
}
