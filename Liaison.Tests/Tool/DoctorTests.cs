using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Tests.Hosting;
using Liaison.Tests.Transports;
using Liaison.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary><c>liaison doctor</c>: what it says about a host, and the exit code.</summary>
[CancelAfter(60_000)]
internal sealed class DoctorTests
{
    private const string Token = "of-this-test-alone";

    private readonly Stack<IAsyncDisposable> _open = new();

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    [Test]
    public async Task A_host_that_is_well_is_told_with_its_version_and_the_times_of_its_pings(CancellationToken token)
    {
        var address = await ServeWebSocketAsync(new WebSocketTransportOptions { Token = Token }, token);

        var diagnosis = await ExamineAsync(new DoctorSettings { Address = $"{address}/?token={Token}" }, token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(diagnosis.ExitCode, Is.Zero);
            Assert.That(diagnosis.Findings.Select(finding => finding.Kind), Has.None.EqualTo(FindingKind.Problem));
            Assert.That(Texts(diagnosis), Does.Contain("speaks liaison").And.Contain("5 pings").And.Contain("version").And.Contain("Up for"));
        }
    }

    [TestCase("ws://127.0.0.1:1", "Nobody listens")]
    [TestCase("ws://no-such-host.invalid:1", "not known")]
    [TestCase("pipe:liaison-nobody-is-here", "Start the host")]
    [TestCase("unix:/tmp/liaison-nobody-is-here.sock", "There is no file")]
    [TestCase("stdio:no-such-program-is-here", "Check that it is installed")]
    public async Task Where_nobody_can_be_reached_the_code_is_4(string address, string problem, CancellationToken token) =>
        Check(await ExamineAsync(new DoctorSettings { Address = address }, token), ExitCodes.Unreachable, problem);

    [TestCase(null, "none was given")]
    [TestCase("another", "not the token of")]
    public async Task A_token_that_is_missing_or_wrong_is_told(string? presented, string problem, CancellationToken token)
    {
        var address = await ServeWebSocketAsync(new WebSocketTransportOptions { Token = Token }, token);

        var diagnosis = await ExamineAsync(new DoctorSettings { Address = address, Token = presented }, token);

        Check(diagnosis, ExitCodes.Refused, problem);
        Assert.That(Texts(diagnosis), Does.Contain("LIAISON_TOKEN").And.Not.Contain(Token));
    }

    [Test]
    public async Task An_origin_that_is_not_let_in_is_told(CancellationToken token)
    {
        var address = await ServeWebSocketAsync(new WebSocketTransportOptions { AnyLocalProcess = true, AllowedOrigins = ["http://localhost:3000"] }, token);

        Check(await ExamineAsync(new DoctorSettings { Address = address, Origin = "http://localhost:3001" }, token), ExitCodes.Refused, "--allow-origin http://localhost:3001");
        Assert.That((await ExamineAsync(new DoctorSettings { Address = address, Origin = "http://localhost:3000" }, token)).IsHealthy);
    }

    [Test]
    public async Task A_name_that_the_host_does_not_go_by_is_told(CancellationToken token)
    {
        var address = await ServeWebSocketAsync(new WebSocketTransportOptions { AnyLocalProcess = true }, token);
        await using var proxy = Faults.FaultProxy.Listen(new IPEndPoint(IPAddress.Loopback, 0), () => Faults.FaultProxy.ConnectAsync(IPEndPoint.Parse(address["ws://".Length..])));

        Check(await ExamineAsync(new DoctorSettings { Address = $"ws://{proxy.EndPoint}" }, token), ExitCodes.Refused, "AllowedHosts");
    }

    [Test]
    public async Task TLS_where_none_is_expected_and_none_where_it_is_are_told(CancellationToken token)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=somebody-else", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var plain = await ServeWebSocketAsync(new WebSocketTransportOptions { AnyLocalProcess = true }, token);
        var secure = await ServeWebSocketAsync(new WebSocketTransportOptions { AnyLocalProcess = true, Certificate = certificate }, token);

        Check(await ExamineAsync(new DoctorSettings { Address = secure }, token), ExitCodes.Refused, "Write wss://");
        Check(await ExamineAsync(new DoctorSettings { Address = plain.Replace("ws://", "wss://", StringComparison.Ordinal) }, token), ExitCodes.Refused, "Write ws://");
        Check(await ExamineAsync(new DoctorSettings { Address = secure.Replace("ws://", "wss://", StringComparison.Ordinal) }, token), ExitCodes.Refused, "somebody-else");
    }

    [Test]
    public async Task A_host_of_another_protocol_is_told_by_its_name(CancellationToken token)
    {
        var path = await ServeUnixAsync(new Companion(), new HostOptions { Protocols = [JsonRpcProtocol.Instance] }, token);

        Check(await ExamineAsync(new DoctorSettings { Address = path }, token), ExitCodes.OtherProtocol, "speaks json-rpc");
        Assert.That((await ExamineAsync(new DoctorSettings { Address = path, Protocol = "json-rpc" }, token)).IsHealthy);
    }

    [Test]
    public async Task Another_web_server_is_told(CancellationToken token)
    {
        using var other = new HttpListener();
        var port = FreePort();
        other.Prefixes.Add($"http://127.0.0.1:{port}/");
        other.Start();
        var answering = Task.Run(
            async () =>
            {
                var context = await other.GetContextAsync();
                context.Response.StatusCode = 418;
                context.Response.Close();
            },
            token);

        Check(await ExamineAsync(new DoctorSettings { Address = $"ws://127.0.0.1:{port}" }, token), ExitCodes.OtherProtocol, "418");
        await answering;
    }

    [TestCase("9.1.0", "version 9.1.0")]
    [TestCase(null, "does not report its version")]
    public async Task A_host_of_another_version_is_told(string? version, string problem, CancellationToken token)
    {
        var companion = new Companion();
        companion.Commands.AddFrom(new OldCommands(version));

        Check(await ExamineAsync(new DoctorSettings { Address = await ServeUnixAsync(companion, null, token) }, token), ExitCodes.Unhealthy, problem);
    }

    [Test]
    [Platform("Linux,MacOsX")]
    public async Task A_file_that_waits_for_a_writer_is_not_waited_for(CancellationToken token)
    {
        var path = SocketPaths.Fresh();
        using (var mkfifo = Process.Start("mkfifo", [path]))
        {
            await mkfifo.WaitForExitAsync(token);
        }

        Check(await ExamineAsync(new DoctorSettings { Address = $"unix:{path}" }, token), ExitCodes.Unreachable, path);
        File.Delete(path);
    }

    [Test]
    public async Task The_text_of_a_host_cannot_control_the_terminal(CancellationToken token)
    {
        var companion = new Companion();
        companion.Commands.AddFrom(new OldCommands("\u001b[2J9.1.0"));
        var result = await ToolProcess.RunAsync(["doctor", await ServeUnixAsync(companion, null, token)], token);

        Assert.That(result.Output, Does.Contain("""version \u001b[2J9.1.0"""));
    }

    [Test]
    public async Task What_blocks_the_others_is_told_by_its_name(CancellationToken token)
    {
        var gated = new GatedCompanion();
        var path = await ServeUnixAsync(gated, null, token);
        await using var client = await LiaisonClient.ConnectAsync(path, null, token);
        var running = client.InvokeAsync<string>("wait", ["one"], token);
        await gated["one"].Entered.WaitAsync(token);
        var waiting = client.InvokeAsync<string>("wait", ["one"], token);
        await client.PingAsync(token);

        var diagnosis = await ExamineAsync(new DoctorSettings { Address = path, Long = TimeSpan.Zero }, token);

        gated["one"].Open();
        await Task.WhenAll(running, waiting);
        Check(diagnosis, ExitCodes.Unhealthy, "'wait' has been running for");
        Assert.That(Texts(diagnosis), Does.Contain("1 calls wait").And.Contain("of a unix peer has been running for"));
    }

    [Test]
    public async Task Somebody_who_says_nothing_is_told(CancellationToken token)
    {
        using var silent = new SilentSocket();

        Check(await ExamineAsync(new DoctorSettings { Address = $"unix:{silent.Path}", Timeout = TimeSpan.FromMilliseconds(200) }, token), ExitCodes.Unhealthy, "did not answer a ping");
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task A_socket_file_that_a_process_left_behind_is_told_and_one_that_is_none(CancellationToken token)
    {
        var path = SocketPaths.Fresh();
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            Check(await ExamineAsync(new DoctorSettings { Address = $"unix:{path}" }, token), ExitCodes.Unreachable, "left behind");
        }

        File.Delete(path);
        await File.WriteAllTextAsync(path, "no socket", token);
        Check(await ExamineAsync(new DoctorSettings { Address = $"unix:{path}" }, token), ExitCodes.Unreachable, "is a file");
        File.Delete(path);
    }

    [Test]
    [Platform("Linux", Reason = "Another user is needed, which the superuser can be for one program.")]
    public async Task A_socket_file_of_another_user_is_told(CancellationToken token)
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/setpriv"))
        {
            Assert.Ignore("Only the superuser can run the tool as somebody else, with setpriv of util-linux.");
        }

        var path = await ServeUnixAsync(new Companion(), null, token);
        string[] other = ["--reuid", "65534", "--regid", "65534", "--clear-groups", ToolProcess.Dotnet, "exec", ToolProcess.Path, "doctor", path];
        var environment = new Dictionary<string, string?> { ["HOME"] = "/tmp", ["DOTNET_CLI_HOME"] = "/tmp" };
        await using var doctor = ToolProcess.StartProgram("/usr/bin/setpriv", other, null, "/", environment);
        var result = await doctor.EndAsync(token);
        if (result.ExitCode is 126 or 127 or > 128)
        {
            Assert.Ignore($"Another user may not run dotnet or read the tests here: {result.Errors}");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCodes.Refused), result.Output + result.Errors);
            Assert.That(result.Output, Does.Contain("may not use"));
        }
    }

    [Test]
    public async Task The_tool_prints_a_line_for_each_finding_and_ends_with_the_code(CancellationToken token)
    {
        var path = await ServeUnixAsync(new Companion(), null, token);
        var well = await ToolProcess.RunAsync(["doctor", path], token);
        var ill = await ToolProcess.RunAsync(["doctor", "unix:/tmp/liaison-nobody-is-here.sock"], token);
        var wrong = await ToolProcess.RunAsync(["doctor", "carrier-pigeon"], token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((well.ExitCode, ill.ExitCode, wrong.ExitCode), Is.EqualTo((0, 4, 2)));
            Assert.That(well.Output.TrimEnd().Split('\n'), Has.All.Match("^(ok|note) "));
            Assert.That(ill.Output, Does.StartWith("problem There is no file"));
            Assert.That(well.Errors + ill.Errors, Is.Empty);
        }
    }

    private static Task<Diagnosis> ExamineAsync(DoctorSettings settings, CancellationToken token) => new Doctor(settings).ExamineAsync(token);

    private static string Texts(Diagnosis diagnosis) => string.Join('\n', diagnosis.Findings);

    private static void Check(Diagnosis diagnosis, int exitCode, string problem)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(diagnosis.ExitCode, Is.EqualTo(exitCode), Texts(diagnosis));
            Assert.That(diagnosis.Findings.Where(finding => finding.Kind == FindingKind.Problem).Select(finding => finding.Text), Has.Some.Contains(problem), Texts(diagnosis));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<string> ServeWebSocketAsync(WebSocketTransportOptions options, CancellationToken token)
    {
        var transport = new WebSocketTransport("127.0.0.1:0", options);
        await ServeAsync(new Companion(), transport, null, token);
        return "ws://" + transport.Address;
    }

    private async Task<string> ServeUnixAsync(Companion companion, HostOptions? options, CancellationToken token)
    {
        var transport = new UnixSocketTransport(SocketPaths.Fresh());
        await ServeAsync(companion, transport, options, token);
        return "unix:" + transport.Address;
    }

    private async Task ServeAsync(Companion companion, ICommandTransport transport, HostOptions? options, CancellationToken token)
    {
        var host = new LiaisonHost(companion, options).Add(transport);
        _open.Push(companion);
        _open.Push(host);
        await host.StartAsync(token);
    }

    private sealed class OldCommands(string? version)
    {
        [Command("stats")]
        public Dictionary<string, object> Stats() => version is null ? [] : new() { ["version"] = version };
    }
}
