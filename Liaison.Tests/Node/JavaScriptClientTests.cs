using NUnit.Framework;

namespace Liaison.Tests.Node;

/// <summary>The tests of <c>liaison-client</c>, in clients/js/test, which node's own runner runs: against the real tool, and in a browser.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(300_000)]
[Platform(Exclude = "Win", Reason = "They start shells, and speak over Unix sockets.")]
internal sealed class JavaScriptClientTests
{
    private static IEnumerable<string?> Files =>
        Directory.EnumerateFiles(Path.Combine(JavaScriptClient.Folder, "test"), "*.test.mjs").Select(Path.GetFileName).Order();

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await JavaScriptClient.RequireAsync(limit.Token);
    }

    [TestCaseSource(nameof(Files))]
    public async Task The_tests_of_the_client_pass(string file, CancellationToken cancellationToken)
    {
        if (file == "browser.test.mjs")
        {
            Browser.RequireChromium();
        }

        var result = await JavaScriptClient.RunAsync(["--test", "--test-force-exit", "--test-reporter=spec", Path.Combine("test", file)], cancellationToken);

        Assert.That(result.ExitCode, Is.Zero, result.Output + result.Errors);
        Assert.That(result.Output, Does.Match("pass [1-9]"));
    }
}
