using Liaison.Tests.Nats;
using NUnit.Framework;

namespace Liaison.Tests.Benchmarks;

/// <summary>What Liaison.Benchmarks measures over NATS, in a run of a few seconds. No speed is asserted.</summary>
internal sealed class NatsSmokeTests
{
    [Test, CancelAfter(240_000)]
    public async Task Workers_and_gateways_over_NATS_are_measured(CancellationToken token)
    {
        _ = NatsServer.Shared();
        using var results = new ResultsFolder();
        var result = await BenchmarksProgram.RunAsync(["nats", "--quick", "--out", results.File], token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Errors);
            foreach (var figure in (string[])["nats/ping-pong", "nats/pipelined", "nats/workers 4", "nats/spread 20 gateway: managed", "nats/sessions 20 workers: managed", "nats-server: resident"])
            {
                Assert.That(result.Output, Does.Contain(figure));
            }

            Assert.That(File.ReadAllText(results.File), Does.Contain("\"kind\": \"nats\""));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task What_is_not_measured_is_a_wrong_usage(CancellationToken token)
    {
        var result = await BenchmarksProgram.RunAsync(["nats", "--only", "beards"], token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Errors, Does.Contain("workers"), "it lists what there is");
        }
    }
}
