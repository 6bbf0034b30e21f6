using System.Diagnostics;
using System.Globalization;

namespace Liaison.Benchmarks.Servers;

/// <summary>Runs one of the servers that are measured, as a child process of the load.</summary>
internal static class ServeCommand
{
    /// <summary>
    /// <c>minimal</c>; a kind, a transport, the port of the control line, and the core to stay on (-1: any); or <c>node</c>, a role behind
    /// NATS, the server's address, the subject, the role's number, and the port of the control line.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["minimal"])
        {
            return await MinimalServer.RunAsync();
        }

        if (args is ["node", var role, var url, var subject, var number, var line])
        {
            await using var node = Create(role, url, subject, int.Parse(number, CultureInfo.InvariantCulture));
            return await ServeAsync(node, line);
        }

        if (args is not [var kind, var transport, var port, var core])
        {
            await Console.Error.WriteLineAsync(
                "Usage: Liaison.Benchmarks serve minimal | <kind> <transport> <control port> <core> | node worker|gateway <url> <subject> <number> <control port>");
            return 2;
        }

        StayOn(int.Parse(core, CultureInfo.InvariantCulture));
        await using var server = Create(Enum.Parse<ServerKind>(kind), Enum.Parse<Transport>(transport));
        return await ServeAsync(server, port);
    }

    private static async Task<int> ServeAsync(MeasuredServer server, string port)
    {
        await server.StartAsync();
        await ControlLine.RunAsync(server, int.Parse(port, CultureInfo.InvariantCulture));
        return 0;
    }

    // Before there are other threads, which inherit it: elsewhere than on Windows a process cannot be moved, only its first thread.
    private static void StayOn(int core)
    {
        if (core >= 0 && (OperatingSystem.IsWindows() || OperatingSystem.IsLinux()))
        {
            using var process = Process.GetCurrentProcess();
            process.ProcessorAffinity = 1 << core;
        }
    }

    private static MeasuredServer Create(string role, string url, string subject, int number) => role switch
    {
        "worker" => new NatsWorkerServer(url, subject, number),
        "gateway" => new NatsGatewayServer(url, subject, number),
        _ => throw new NotSupportedException($"There is no node {role}."),
    };

    private static MeasuredServer Create(ServerKind kind, Transport transport) => (kind, transport) switch
    {
        (ServerKind.Liaison, _) => new LiaisonServer(transport),
        (ServerKind.Bare, Transport.WebSocket) => new BareWebSocketServer(),
        (ServerKind.Bare, Transport.Unix) => new BareUnixServer(),
        (ServerKind.Bare, Transport.Pipe) => new BarePipeServer(),
        (ServerKind.Bare, Transport.Stdio) => new BareStdioServer(),
        (ServerKind.SignalR, Transport.WebSocket) => new SignalRServer(),
        _ => throw new NotSupportedException($"{kind} does not run over {transport}."),
    };
}
