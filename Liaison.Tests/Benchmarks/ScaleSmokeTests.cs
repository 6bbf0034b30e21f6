using NUnit.Framework;

namespace Liaison.Tests.Benchmarks;

/// <summary>The probes of Liaison.Benchmarks check every reply, and fail at the first that is wrong. No speed is asserted.</summary>
internal sealed class ScaleSmokeTests
{
    [Test, CancelAfter(120_000)]
    public async Task Whatever_grows_every_reply_is_right(CancellationToken token)
    {
        using var results = new ResultsFolder();
        var result = await BenchmarksProgram.RunAsync(["scale", "--quick", "--out", results.File], token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Errors);
            Assert.That(new[] { "connections", "names-get", "payload-back", "commands-call", "queue-cancel" }, Has.All.Matches<string>(probe => result.Output.Contains($"{probe}: ", StringComparison.Ordinal)));
            Assert.That(File.ReadAllText(results.File), Does.Contain("\"kind\": \"scale\""));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task What_cannot_grow_is_a_wrong_usage(CancellationToken token)
    {
        var result = await BenchmarksProgram.RunAsync(["scale", "--only", "beards"], token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Errors, Does.Contain("names-get"), "it lists what there is");
        }
    }
}
