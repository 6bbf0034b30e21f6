using System.Diagnostics;
using Liaison.Hosting;
using Liaison.Transports;

namespace Liaison.Tests.Guides;

/// <summary>The code of docs/guides/desktop.md that is in no sample: each region is one of its blocks, and the tests run them.</summary>
internal static class DesktopGuide
{
    public static async Task<int> StartFrontEndAsync(LiaisonHost host, WebSocketTransport transport, string program, IEnumerable<string> arguments)
    {
        #region start
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["LIAISON_ADDRESS"] = $"ws://{transport.Address}";
        start.Environment["LIAISON_TOKEN"] = transport.Token;
        using var frontEnd = Process.Start(start)!;
        await frontEnd.WaitForExitAsync();
        await host.StopAsync();
        #endregion
        return frontEnd.ExitCode;
    }
}
