using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>A server in a process of its own, and the line on which it is told what to do. Disposing ends it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly TcpClient _control;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;
    private readonly Transport _transport;
    private readonly string _address;
    private Link? _link;

    private ServerProcess(ServerKind kind, Transport transport, Process process, TcpClient control)
    {
        (Kind, _transport, Process, _control) = (kind, transport, process, control);
        _reader = new StreamReader(control.GetStream());
        _writer = new StreamWriter(control.GetStream()) { NewLine = "\n", AutoFlush = true };
        _address = ReadLine();
    }

    public ServerKind Kind { get; }

    /// <summary>What the results call it.</summary>
    public string Name => NameOf(Kind);

    public Process Process { get; }

    /// <summary>The connection that everything with one connection goes over: standard streams have no other.</summary>
    public Link Link => _link ??= Connect();

    public static string NameOf(ServerKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Starts a server, and waits until clients can connect.</summary>
    /// <param name="kind">What to start.</param>
    /// <param name="transport">Where it serves.</param>
    /// <param name="core">The core that it stays on; null leaves that to the system.</param>
    public static ServerProcess Start(ServerKind kind, Transport transport, int? core) =>
        Start(kind, transport, port => [kind.ToString(), transport.ToString(), port, Text(core ?? -1)], hasOneCore: core is not null);

    /// <summary>Starts a worker behind NATS, or a gateway, whose front is a WebSocket.</summary>
    /// <param name="role"><c>worker</c> or <c>gateway</c>.</param>
    /// <param name="url">Where NATS is.</param>
    /// <param name="subject">What the subjects begin with.</param>
    /// <param name="number">How many sessions a worker takes, or over how many a gateway spreads.</param>
    public static ServerProcess StartNode(string role, string url, string subject, int number) =>
        Start(ServerKind.Liaison, Transport.WebSocket, port => ["node", role, url, subject, Text(number), port], hasOneCore: false);

    /// <summary>Opens a connection of the caller's.</summary>
    public Link Connect() => Link.Open(Kind, _transport, _address, Process);

    /// <summary>Makes what the server answers fit the workload, where it does not do the work.</summary>
    public void Expect(Workload workload) => Order($"answer {Text(Dialect.CannedBytes(workload))}");

    public ServerStats Stats() => Parse(Order("stats"));

    /// <summary>What is left after a full collection.</summary>
    public ServerStats CollectedStats() => Parse(Order("collect"));

    /// <summary>Has events published; <see cref="EndPublishing"/> waits for the last.</summary>
    public void BeginPublishing(int perSecond, int count) => _writer.WriteLine($"publish {Text(perSecond)} {Text(count)}");

    /// <summary>Has so many pictures published as fast as that goes; <see cref="EndPublishing"/> waits for the last.</summary>
    public void BeginPublishingPictures(int count) => _writer.WriteLine($"pictures {Text(count)}");

    public void EndPublishing() => ReadLine();

    public void Dispose()
    {
        // The server ends at the end of its line.
        _reader.Dispose();
        _control.Dispose();
        _link?.Dispose();
        End(Process);
    }

    private static ServerProcess Start(ServerKind kind, Transport transport, Func<string, string[]> args, bool hasOneCore)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = Text(((IPEndPoint)listener.LocalEndpoint).Port);
        var start = Executable.This(["serve", .. args(port)]);
        start.RedirectStandardInput = start.RedirectStandardOutput = transport == Transport.Stdio;
        if (hasOneCore)
        {
            // As a process that has one core from its start is told: it then neither spins nor makes threads for a second one.
            start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        }
        else if (transport == Transport.WebSocket)
        {
            // The SDK sets this for each web project.
            start.Environment["DOTNET_gcServer"] = "1";
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start.");
        try
        {
            for (var waited = TimeSpan.Zero; waited < Patience && !process.HasExited; waited += Glance)
            {
                if (listener.Server.Poll(Glance, SelectMode.SelectRead))
                {
                    return new ServerProcess(kind, transport, process, listener.AcceptTcpClient());
                }
            }

            throw new LoadFailedException($"The server {kind} {transport} did not come up.");
        }
        catch
        {
            End(process);
            throw;
        }
    }

    private static void End(Process process)
    {
        using (process)
        {
            if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
            {
                process.Kill();
                process.WaitForExit();
            }
        }
    }

    private string Order(string order)
    {
        _writer.WriteLine(order);
        return ReadLine();
    }

    private string ReadLine() => _reader.ReadLine() ?? throw new LoadFailedException($"The server {Kind} {_transport} has ended.");

    private static ServerStats Parse(string json) => JsonSerializer.Deserialize<ServerStats>(json)!;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
