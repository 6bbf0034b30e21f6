using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Launching;

/// <summary>Back ends that misbehave: each is told with what it wrote, within its time limit, and none is left.</summary>
internal sealed class LaunchFailureTests : LaunchFixture
{
    private static readonly LiaisonProcessOptions Hurried = new() { ReadyTimeout = TimeSpan.FromMilliseconds(1_500), StopTimeout = TimeSpan.FromMilliseconds(200) };

    private static IEnumerable<TestCaseData> Wrong =>
    [
        new(nameof(LiaisonProcessOptions.ReadyTimeout), new LiaisonProcessOptions { ReadyTimeout = TimeSpan.Zero }),
        new(nameof(LiaisonProcessOptions.ReadyTimeout), new LiaisonProcessOptions { ReadyTimeout = TimeSpan.MaxValue }),
        new(nameof(LiaisonProcessOptions.StopTimeout), new LiaisonProcessOptions { StopTimeout = TimeSpan.FromTicks(-1) }),
        new(nameof(LiaisonProcessOptions.MaxToldText), new LiaisonProcessOptions { MaxToldText = -1 }),
        new(nameof(LiaisonProcessOptions.MaxMessageBytes), new LiaisonProcessOptions { MaxMessageBytes = 0 }),
        new(nameof(RestartOptions.MaxRestarts), new LiaisonProcessOptions { Restart = new RestartOptions { MaxRestarts = 0 } }),
        new(nameof(RestartOptions.Period), new LiaisonProcessOptions { Restart = new RestartOptions { Period = TimeSpan.Zero } }),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void A_wrong_option_is_told_before_anything_starts(string name, LiaisonProcessOptions options) =>
        Assert.That(
            () => LiaisonProcess.StartAsync(new ProcessStartInfo("no-such-program"), options), Throws.InstanceOf<ArgumentException>().With.Message.Contains(name));

    [Test]
    public async Task One_that_ends_at_once_is_told_with_what_it_wrote(CancellationToken token)
    {
        var text = await RefusalAsync(BackEnds.Shell("echo Starting.; echo 'The file settings.json is missing.' >&2; exit 7"), null, token);

        Assert.That(text, Does.EndWith(
            "ended with code 7 before it was ready.\nIt wrote to its standard error:\nThe file settings.json is missing.\nIt wrote to its standard output:\nStarting."));
    }

    [Test]
    public async Task One_that_closes_its_output_before_it_says_that_the_output_carries_the_protocol_is_given_up(CancellationToken token)
    {
        await using var process = await LiaisonProcess.StartAsync(
            BackEnds.Shell("exec >&-; sleep 0.3; echo '{\"liaison\":\"ready\",\"transport\":\"stdio\"}' >&2; exec sleep 1000"), Hurried, token);

        await process.Client.Completion.WaitAsync(token);
    }

    [Test]
    public async Task One_that_is_killed_is_told_with_the_signal(CancellationToken token)
    {
        var text = await RefusalAsync(BackEnds.Shell("kill -KILL $$"), null, token);

        Assert.That(text, Does.EndWith("ended with code 137, as signal 9 ends a process, before it was ready."));
    }

    [Test]
    public async Task A_port_that_is_taken_is_told_as_the_tool_tells_it(CancellationToken token)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var text = await RefusalAsync(BackEnds.Tool($"websocket 127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), null, token);

        Assert.That(text, Does.Contain("ended with code 3 before it was ready.\nIt wrote to its standard error:\n").And.Contain("taken"));
    }

    [TestCase("")]
    [TestCase("trap '' TERM; ")]
    public async Task One_that_stays_silent_is_killed_past_ReadyTimeout(string first, CancellationToken token)
    {
        var text = await RefusalAsync(BackEnds.Shell(first + "echo 'I will never say a word.' >&2; " + Idle), Hurried, token);

        Assert.That(text, Does.EndWith(
            "did not say within 1500 ms that it is ready. Give it longer with ReadyTimeout.\nIt wrote to its standard error:\nI will never say a word."));
    }

    [Test]
    public async Task One_that_writes_rubbish_alone_is_told_with_it(CancellationToken token)
    {
        var text = await RefusalAsync(BackEnds.Shell("echo 'LIAISON:CONNECT and {\"liaison\":\"ready\" no more'; " + Idle), Hurried, token);

        Assert.That(text, Does.EndWith("\nIt wrote to its standard output:\nLIAISON:CONNECT and {\"liaison\":\"ready\" no more"));
    }

    [Test]
    public async Task What_is_told_is_the_end_of_what_it_wrote(CancellationToken token)
    {
        var options = new LiaisonProcessOptions { MaxToldText = 10 };

        var text = await RefusalAsync(BackEnds.Shell("head -c 300000 /dev/zero | tr '\\0' x >&2; echo the end >&2; exit 1"), options, token);

        Assert.That(text, Does.EndWith("standard error:\nxxthe end"));
    }

    [Test]
    public async Task A_program_that_there_is_not_is_told(CancellationToken token)
    {
        var text = await RefusalAsync(new ProcessStartInfo("no-such-program-of-liaison", ["x"]), null, token);

        Assert.That(text, Does.StartWith("The back end (no-such-program-of-liaison x) could not be started: ").And.Contain("Check that it is installed"));
    }

    [Test]
    public async Task One_that_is_not_where_it_says_is_told_and_ended(CancellationToken token)
    {
        var text = await RefusalAsync(BackEnds.Shell(Say + Idle, "/no/such/socket"), null, token);

        Assert.That(text, Does.Contain("cannot be connected to. Nobody answers at /no/such/socket"));
    }

    [TestCase("while read -r line; do echo 'What do you mean?'; done", "does not speak liaison")]
    [TestCase(Idle, "within 1500 ms")]
    [TestCase("exit 5", "It ended with code 5.")]
    public async Task One_that_speaks_no_liaison_over_its_standard_streams_is_told(string script, string why, CancellationToken token)
    {
        var text = await RefusalAsync(BackEnds.Shell(script), Hurried with { SpeaksOverStandardStreams = true }, token);

        Assert.That(text, Does.Contain("did not answer over its standard streams. ").And.Contain(why));
    }
}
