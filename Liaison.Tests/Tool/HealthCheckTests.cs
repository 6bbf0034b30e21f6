using System.Text;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary>What <c>doctor</c> tells of a host whose statistics are not those of a host of Liaison.</summary>
[CancelAfter(60_000)]
internal sealed class HealthCheckTests
{
    [TestCase("null", "`stats` returned no object")]
    [TestCase("[1]", "`stats` returned no object")]
    [TestCase("{}", "does not report its version")]
    [TestCase("""{"version":1,"lanes":[1],"running":[null],"sessions":["x"]}""", "does not report its version")]
    [TestCase("""{"version":"9.1","lanes":[{"running_seconds":1e6,"waiting":1}],"running":[{"seconds":1e6}]}""", "1 calls wait for it")]
    [TestCase("""{"version":"9.1","sessions":[{"bytes_unsent":1e9,"transport":"\ud800"}]}""", "does not read its answers")]
    public async Task Odd_statistics_are_told(string stats, string problem, CancellationToken token)
    {
        await using var companion = new Companion();
        companion.Commands.AddFrom(new OddCommands(stats));

        var diagnosis = await ExamineAsync(companion, TimeSpan.FromSeconds(30), token);

        var problems = diagnosis.Findings.Where(finding => finding.Kind == FindingKind.Problem).Select(finding => finding.Text);
        Assert.That(problems, Has.Some.Contains(problem));
    }

    [Test]
    public async Task A_host_that_answers_no_further_call_is_told(CancellationToken token)
    {
        await using var companion = new Companion();
        companion.Commands.AddFrom(new SilentCommands());

        var diagnosis = await ExamineAsync(companion, TimeSpan.FromMilliseconds(200), token);

        Assert.That(diagnosis.ExitCode, Is.EqualTo(ExitCodes.Unhealthy));
        Assert.That(diagnosis.Findings[^1].Text, Does.Contain("not all further calls within 200 ms"));
    }

    private static async Task<Diagnosis> ExamineAsync(Companion companion, TimeSpan limit, CancellationToken token)
    {
        await using var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);
        var diagnosis = new Diagnosis();
        await new HealthCheck(client, new DoctorSettings { Address = "memory", Timeout = limit }, diagnosis).RunAsync(token);
        return diagnosis;
    }

    private sealed class SilentCommands
    {
        [Command("stats")]
        public Task StatsAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private sealed class OddCommands(string stats)
    {
        [Command("stats")]
        public RawJson Stats() => new(Encoding.UTF8.GetBytes(stats));
    }
}
