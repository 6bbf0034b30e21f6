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
        await using var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);
        var settings = new DoctorSettings { Address = "memory" };
        var diagnosis = new Diagnosis();

        await new HealthCheck(client, settings, diagnosis).RunAsync(token);

        var problems = diagnosis.Findings.Where(finding => finding.Kind == FindingKind.Problem).Select(finding => finding.Text);
        Assert.That(problems, Has.Some.Contains(problem));
    }

    private sealed class OddCommands(string stats)
    {
        [Command("stats")]
        public RawJson Stats() => new(Encoding.UTF8.GetBytes(stats));
    }
}
