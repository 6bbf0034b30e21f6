using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary><c>liaison call</c>, against hosts that the tool serves.</summary>
[CancelAfter(120_000)]
internal sealed class CallTests
{
    private readonly string _pipe = $"liaison-{Guid.NewGuid():N}";
    private ToolProcess _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        _host = ToolProcess.Start("pipe", _pipe, "--load", ToolProcess.Hosted, "--verbosity", "none");
        await _host.AddressAsync(limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_websocket_is_called_with_the_token_of_the_environment_or_of_the_address(CancellationToken cancellationToken)
    {
        await using var host = ToolProcess.Start("of-this-test", ["websocket", "127.0.0.1:0"]);
        var address = $"ws://{await host.AddressAsync(cancellationToken)}";
        var byEnvironment = await ToolProcess.RunAsync(["call", address, "ping"], cancellationToken, "of-this-test");
        var byAddress = await ToolProcess.RunAsync(["call", $"{address}/?token=of-this-test", "ping"], cancellationToken, "another");
        var without = await ToolProcess.RunAsync(["call", address, "ping"], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(byEnvironment, Is.EqualTo(new ToolResult(0, "\"pong\"\n", "")));
            Assert.That(byAddress, Is.EqualTo(byEnvironment));
            Assert.That((without.ExitCode, without.Output), Is.EqualTo((1, "")));
            Assert.That(without.Errors, Does.Contain("401").And.Contain("LIAISON_TOKEN"));
        }
    }

    [Test]
    public async Task A_unix_socket_is_called_by_its_path(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"liaison-{Guid.NewGuid():N}.sock");
        await using var host = ToolProcess.Start("unix", path);
        await host.AddressAsync(cancellationToken);

        Assert.That(await ToolProcess.RunAsync(["call", $"unix:{path}", "ping"], cancellationToken), Is.EqualTo(new ToolResult(0, "\"pong\"\n", "")));
    }

    [Test]
    public async Task A_command_line_is_started_for_the_call(CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(
            ["call", $"stdio:\"{ToolProcess.Dotnet}\" exec \"{ToolProcess.Path}\" stdio", "run", "System.Math:Sqrt", "2.25"], cancellationToken);

        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "1.5\n")));
    }

    [TestCase("ping", "\"pong\"")]
    [TestCase("run System.Math:Abs -5", "5")]
    [TestCase("run System.Math:Pow --kwarg x=2 --kwarg y=5", "32")]
    [TestCase("run System.String:Concat plain 7 \"7\"", "\"plain77\"")]
    [TestCase("run System.String:Concat -- -a --b", "\"-a--b\"")]
    [TestCase("run System.String:Concat @file [no-json", "\"@file[no-json\"")]
    [TestCase("run System.String:Join , [1,2,3]", "\"1,2,3\"")]
    [TestCase("store nothing null", "\"nothing\"")]
    [TestCase("run Liaison.Tests.Tool.Hosted.Printer:Print grüße", "5")]
    [TestCase("exists no.such.thing", "false")]
    [TestCase("run Dependencies:Use", "\"Moq\"")]
    public async Task The_value_is_printed_as_json(string arguments, string printed, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["call", $"pipe:{_pipe}", .. arguments.Split(' ')], cancellationToken);

        Assert.That(result, Is.EqualTo(new ToolResult(0, printed + "\n", "")));
    }

    [TestCase("run System.Int32:Parse \"x\"", "System.FormatException: ")]
    [TestCase("run Nowhere:Nothing", "System.MissingMemberException: ")]
    [TestCase("no_such_command", "System.MissingMethodException: ")]
    public async Task An_error_is_printed_on_standard_error_with_code_1(string arguments, string line, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["call", $"pipe:{_pipe}", .. arguments.Split(' ')], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "")));
            Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Some.StartsWith(line));
        }
    }

    [Test]
    public async Task A_reply_that_does_not_come_in_time_is_an_error(CancellationToken cancellationToken)
    {
        using var silent = new SilentSocket();
        var result = await ToolProcess.RunAsync(["call", $"unix:{silent.Path}", "ping", "--timeout", "200"], cancellationToken);

        Assert.That(result, Is.EqualTo(new ToolResult(1, "", $"There was no reply within 200 ms. Give it longer with --timeout.{Environment.NewLine}")));
    }

    [TestCase("ws://127.0.0.1:1", "Nobody listens")]
    [TestCase("pipe:liaison-nobody-is-here", "Nobody answers")]
    [TestCase("unix:nobody-is-here.sock", "Nobody answers")]
    [TestCase("stdio:no-such-program-is-here", "Check that it is installed")]
    public async Task Nobody_at_the_address_is_an_error(string address, string problem, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["call", address, "ping"], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "")));
            Assert.That(result.Errors, Does.Contain(problem).And.Not.Contain("   at "));
        }
    }

    [Test]
    public async Task A_program_that_ends_without_a_reply_is_an_error(CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["call", $"stdio:\"{ToolProcess.Dotnet}\" exec \"{ToolProcess.Path}\" --version", "ping"], cancellationToken);

        Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "")));
    }
}
