using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Liaison.Client;
using Liaison.Messages;
using Liaison.Tests.Architecture;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Launching;

/// <summary>Back ends that work: the tool, and liaison-py's stand-in.</summary>
internal sealed class LaunchTests : LaunchFixture
{
    [TestCase("websocket", "websocket localhost:0", "--ready json")]
    [TestCase("websocket", "websocket 127.0.0.1:0", "--ready marker")]
    [TestCase("pipe", "pipe $", "--ready marker")]
    [TestCase("unix", "unix $", "--ready json")]
    [TestCase("stdio", "stdio", "--ready json")]
    [TestCase("stdio", "stdio", "--ready marker")]
    public async Task The_tool_is_launched_over_each_transport_and_ends_in_order(string transport, string command, string options, CancellationToken token)
    {
        var name = transport == "unix" ? SocketPaths.Fresh() : $"liaison-{Guid.NewGuid():N}";
        var start = BackEnds.Tool(command.Replace("$", name, StringComparison.Ordinal), options.Split(' '));

        var process = await StartAsync(start, null, token);
        var sum = await process.Client.InvokeAsync<double>("add", [1, 2], token);
        var lingering = process.Client.InvokeAsync<int[]>("count", [50], token);
        await process.Client.PingAsync(token);
        var code = await process.StopAsync().WaitAsync(token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((sum, code), Is.EqualTo((3.0, 0)));
            Assert.That(await lingering, Has.Length.EqualTo(50), "what was under way is answered");
            Assert.That((process.Client.Remote.Transport, process.Client.State), Is.EqualTo((transport, ClientState.Closed)));
            Assert.That(BackEnds.Runs(process.Id), Is.False);
        }
    }

    [Test]
    public async Task What_front_ends_of_liaison_py_do_is_done_with_its_stand_in(CancellationToken token)
    {
        RequirePython();
        var start = new ProcessStartInfo("python3", ["-m", "liaison.websocket", $"localhost:{FreePort()}"]);
        start.Environment["PYTHONPATH"] = Path.Combine(Repository.Root, "Liaison.Tests", "Samples", "StandIn");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";

        var process = await StartAsync(start, new LiaisonProcessOptions { IsLiaisonPy = true }, token);
        var root = await process.Client.RunAsync<double>("math:sqrt", [4], cancellationToken: token);
        var failure = await Assert.ThrowsAsync<LiaisonException>(() => process.Client.RunAsync<double>("math:sqrt", [-1], cancellationToken: token));
        await process.StopAsync();

        Assert.That((root, failure!.Code, failure.RemoteType), Is.EqualTo((2.0, ErrorCode.Failed, "ValueError")));
        Assert.That(BackEnds.Runs(process.Id), Is.False);
    }

    [Test]
    public async Task The_token_goes_by_the_environment_and_no_other_variable_is_lost(CancellationToken token)
    {
        var told = SocketPaths.Fresh();
        var start = BackEnds.Shell("printf '%s %s' \"$LIAISON_TOKEN\" \"$MINE\" > \"$2\"; " + Say + Idle, await ServeAsync(), told);
        start.Environment["MINE"] = "kept";

        await StartAsync(start, new LiaisonProcessOptions { Token = "secret-1" }, token);

        Assert.That(await File.ReadAllTextAsync(told, token), Is.EqualTo("secret-1 kept"));
        Assert.That(start.Environment, Does.Not.ContainKey("LIAISON_TOKEN"), "what the caller gave is left as it is");
        File.Delete(told);
    }

    [Test]
    public async Task A_token_is_made_for_each_back_end_and_none_where_none_is_wanted(CancellationToken token)
    {
        var address = await ServeAsync();
        var told = SocketPaths.Fresh();
        foreach (var options in new[] { new LiaisonProcessOptions(), new LiaisonProcessOptions(), new LiaisonProcessOptions { HasNoToken = true } })
        {
            await StartAsync(BackEnds.Shell("printf '%s\\n' \"$LIAISON_TOKEN\" >> \"$2\"; " + Say + Idle, address, told), options, token);
        }

        var tokens = await File.ReadAllLinesAsync(told, token);
        Assert.That(tokens[0], Has.Length.EqualTo(43).And.Not.EqualTo(tokens[1]));
        Assert.That(tokens[2], Is.Empty);
        File.Delete(told);
    }

    [Test]
    public async Task Rubbish_before_the_marker_does_no_harm(CancellationToken token)
    {
        var script = "printf 'Loading {\"liaison\":\"almost\"}\\n{\"liaison\": half a line, '; read -r go; printf 'and the end.\\n'; " + Say + Idle;
        var process = await StartAsync(BackEnds.Shell(script.Replace("read -r go; ", "", StringComparison.Ordinal), await ServeAsync()), null, token);

        Assert.That(await process.Client.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task Much_output_before_and_behind_the_line_does_no_harm_and_what_comes_later_is_given(CancellationToken token)
    {
        var much = "head -c 200000 /dev/zero | tr '\\0' x; ";
        var line = "printf '\\n{\"liaison\":\"ready\",\"transport\":\"unix\",\"address\":\"unix:%s\",\"token\":null}\\n' \"$1\"; ";
        var output = new TaskCompletionSource();
        var errors = new TaskCompletionSource();
        var options = new LiaisonProcessOptions
        {
            OnOutput = text => _ = text.Contains("the end", StringComparison.Ordinal) && output.TrySetResult(),
            OnError = text => _ = text.Contains("a word", StringComparison.Ordinal) && errors.TrySetResult(),
        };

        var process = await StartAsync(BackEnds.Shell(much + line + much + "echo the end; echo a word >&2; " + Idle, await ServeAsync()), options, token);

        Assert.That(await process.Client.PingAsync(token), Is.EqualTo("pong"));
        await Task.WhenAll(output.Task, errors.Task).WaitAsync(token);
    }

    [Test]
    public async Task A_canceled_start_leaves_no_process(CancellationToken token)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var options = new LiaisonProcessOptions { OnError = _ => source.Cancel() };

        await Assert.CatchAsync<OperationCanceledException>(() => LiaisonProcess.StartAsync(BackEnds.Shell("echo here >&2; " + Idle), options, source.Token));
    }

    // On a build server all tests are to run.
    private static void RequirePython()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", ""]));
        }
        catch (System.ComponentModel.Win32Exception) when (Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Ignore("python3 is not on the PATH. Install it: apt install python3.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
