using System.Globalization;
using System.Net;
using Liaison.Client;
using Liaison.Messages;
using Liaison.Tests.Tool;
using Liaison.Tests.Tool.Hosted;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>What the system refuses a process: memory, descriptors, its standard output. The process is the tool's.</summary>
[Platform("Linux", Reason = "A shell sets the limits.")]
internal sealed class ProcessFaultTests : FaultTest
{
    private const int Descriptors = 256;
    private const int Peers = 300;

    // A named pipe, which a connector waits for: some of these processes have no output to tell that they are ready on.
    private readonly NamedPipeOptions _patient = new() { ConnectTimeout = TimeSpan.FromSeconds(60) };

    [Test]
    public async Task A_command_that_allocates_to_the_limit_fails_and_the_next_peer_is_served(CancellationToken token)
    {
        var limit = new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = "0x8000000" };
        var name = Fresh();
        await using var host = ToolProcess.StartProgram(
            ToolProcess.Dotnet, ["exec", ToolProcess.Path, "pipe", name, "--load", ToolProcess.Hosted, "--companion", "GreedyCompanion"], null, "", limit);
        await host.AddressAsync(token);
        var lost = new List<LiaisonException>();
        for (var i = 0; i < 3; i++)
        {
            await using var client = await ConnectAsync(name, token);
            var failure = await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<int>("allocate", [], token));
            if (failure!.RemoteType?.Contains("OutOfMemory", StringComparison.Ordinal) != true)
            {
                lost.Add(failure);
            }

            await using var next = await ConnectAsync(name, token);
            Assert.That(await next.PingAsync(token), Is.EqualTo("pong"));
        }

        // While the command allocates, the thread that reads may get no memory either. The host then says so, and closes that connection.
        host.Send(Signal.Interrupt);
        var errors = (await host.EndedAsync(token)).Errors;
        Assert.That(lost.All(failure => failure.Code == ErrorCode.Disconnected && errors.Contains("OutOfMemory", StringComparison.Ordinal)), $"{string.Join('\n', lost)}\n{errors}");
    }

    // Not over a Unix socket or a pipe: the runtime itself ends a process ("Out of memory.") that has to load an assembly without a descriptor.
    // A host with a WebSocket has loaded all that it needs. The runtime also ends a process whose pool starts a thread without a descriptor,
    // because each thread opens a pipe. So this pool has all its threads before, and keeps them.
    [Test]
    public async Task Without_descriptors_who_is_connected_is_served_and_once_there_are_some_the_next_peer_is(CancellationToken token)
    {
        var threads = MeetingCompanion.Threads.ToString(CultureInfo.InvariantCulture);
        var pool = new Dictionary<string, string?>
        {
            ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = threads,
            ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = threads,
            ["DOTNET_ThreadPool_ThreadTimeoutMs"] = "600000",
        };
        var script = $"ulimit -n {Descriptors}; exec \"$0\" exec \"$1\" websocket 127.0.0.1:0 --no-token --verbosity none --load \"$2\" --companion MeetingCompanion";
        await using var host = Shell(script, pool);
        var address = await host.AddressAsync(token);
        await using var client = await LiaisonClient.ConnectAsync($"ws://{address}", null, token);
        await client.PingAsync(token);
        await Task.WhenAll(Enumerable.Range(0, MeetingCompanion.Threads).Select(_ => client.InvokeAsync<object>("meet", [], token)));
        var endPoint = IPEndPoint.Parse(address);
        for (var round = 0; round < 2; round++)
        {
            var peers = new List<Stream>();
            for (var i = 0; i < Peers; i++)
            {
                peers.Add(await FaultProxy.ConnectAsync(endPoint));
            }

            Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
            foreach (var peer in peers)
            {
                await peer.DisposeAsync();
            }

            await using var next = await LiaisonClient.ConnectAsync($"ws://{address}", null, token);
            Assert.That(await next.PingAsync(token), Is.EqualTo("pong"));
        }
    }

    [Test]
    public async Task With_its_standard_output_closed_a_process_serves_all_the_same(CancellationToken token)
    {
        var name = Fresh();
        await using var host = Shell($"exec \"$0\" exec \"$1\" pipe {name} >&-");
        await using var client = await ConnectAsync(name, token);

        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task With_nobody_left_to_read_its_standard_output_a_process_serves_all_the_same_and_over_it_ends_with_its_input(CancellationToken token)
    {
        var name = Fresh();
        await using var host = Shell($"exec \"$0\" exec \"$1\" pipe {name} > >(exec true)");
        await using var client = await ConnectAsync(name, token);
        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));

        await using var stdio = Shell("exec \"$0\" exec \"$1\" stdio --verbosity none > >(exec true)");
        await stdio.WriteAsync("{\"command\": {\"command\": \"ping\"}}\n", token);
        Assert.That((await stdio.EndAsync(token)).ExitCode, Is.Zero);
    }

    [TestCase(2, "no room for the socket")]
    [TestCase(1, "no room for the lock")]
    public async Task On_a_disk_that_is_full_a_socket_is_refused_with_the_path_and_what_to_do(int files, string lacks, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("liaison-full-").FullName;
        if (await RunAsync($"mount -t tmpfs -o nr_inodes={files} none '{folder}'", token) != 0)
        {
            Directory.Delete(folder);
            Assert.Ignore("A disk that is full is a small one that is mounted, which this user may not.");
        }

        try
        {
            var path = Path.Combine(folder, "s");
            var transport = new UnixSocketTransport(path);
            var refusal = await Assert.CatchAsync<BindException>(async () => await transport.BindAsync(token));
            await transport.DisposeAsync();
            await TestContext.Out.WriteLineAsync($"{lacks}: {refusal!.Message}");
            Assert.That(refusal.Message, Does.Contain(path).And.Contain("Choose"));
        }
        finally
        {
            await RunAsync($"umount '{folder}'", token);
            Directory.Delete(folder);
        }
    }

    private static string Fresh() => $"liaison-{Guid.NewGuid():N}";

    private static ToolProcess Shell(string script, IReadOnlyDictionary<string, string?>? environment = null) =>
        ToolProcess.StartProgram("bash", ["-c", script, ToolProcess.Dotnet, ToolProcess.Path, ToolProcess.Hosted], environment: environment);

    private static async Task<int> RunAsync(string script, CancellationToken token)
    {
        await using var shell = ToolProcess.StartProgram("bash", ["-c", script]);
        return (await shell.EndAsync(token)).ExitCode;
    }

    private Task<LiaisonClient> ConnectAsync(string name, CancellationToken token) => LiaisonClient.ConnectAsync(new NamedPipeConnector(name, _patient), null, token);
}
