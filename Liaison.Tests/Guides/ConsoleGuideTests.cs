using System.Globalization;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Tests.Inspection;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>What docs/guides/console.md says; the page itself is tested in a browser by <c>ConsoleTests</c>.</summary>
[CancelAfter(60_000)]
internal sealed class ConsoleGuideTests
{
    private static readonly Guide Guide = new("console.md");

    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here() => Assert.That(Guide.CSharp, Is.EquivalentTo(Regions.Of("ConsoleGuide.cs")));

    [Test]
    public async Task The_host_of_the_guide_serves_the_console(CancellationToken token)
    {
        await using var companion = new Companion();
        using var client = new HttpClient();
        await ConsoleGuide.ServeAsync(companion, "localhost:0", async link =>
        {
            var answer = await client.GetAsync(link, token);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(await answer.Content.ReadAsStringAsync(token), Does.Contain("<liaison-console>"));
                Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'self'").And.Not.Contain("unsafe"));
                Assert.That(await client.GetStringAsync(new Uri(link, "/console/main.js"), token), Does.Contain("customElements"));
            }
        });
    }

    [Test]
    public async Task The_script_of_the_guide_finds_what_failed(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new Companion());
        await using var peer = await host.ConnectAsync(token);
        await Assert.CatchAsync<LiaisonException>(() => peer.InvokeAsync<string>("nowhere", [], token));
        await using var client = await host.ConnectAsync(token);
        Assert.That(await ConsoleGuide.FaultsAsync(client), Is.EqualTo(new[] { "nowhere: unknown_command" }));
    }

    [Test]
    public async Task The_recording_of_the_guide_is_written(CancellationToken token)
    {
        var path = Path.Combine(Path.GetTempPath(), $"liaison-{Guid.NewGuid():N}.jsonl");
        var transport = new InMemoryTransport("guide");
        await using var companion = new Companion();
        await ConsoleGuide.RecordAsync(companion, transport, path, async () =>
        {
            await using var peer = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), new ClientOptions(), token);
            await peer.InvokeAsync<string>("ping", [], token);
        });
        var lines = await File.ReadAllLinesAsync(path, token);
        File.Delete(path);
        Assert.That(lines, Has.Length.EqualTo(3));
    }

    [Test]
    public void The_options_of_the_guide_have_the_defaults_that_it_says()
    {
        var options = new InspectionOptions();
        var rows = Guide.Table("Who sees what").ToDictionary(cells => cells[0].Trim(' ', '`'), cells => cells[2].Trim());

        Assert.That(rows, Is.EqualTo(new Dictionary<string, string>
        {
            [nameof(options.MaxMessages)] = options.MaxMessages.ToString("N0", CultureInfo.InvariantCulture),
            [nameof(options.MaxBytes)] = options.MaxBytes.ToString("N0", CultureInfo.InvariantCulture),
            [nameof(options.MaxTextBytes)] = options.MaxTextBytes.ToString("N0", CultureInfo.InvariantCulture),
            [nameof(options.MaxTopics)] = options.MaxTopics.ToString("N0", CultureInfo.InvariantCulture),
            [nameof(options.Redacted)] = string.Join(", ", options.Redacted.Select(name => $"`{name}`")),
        }));
    }

    [Test]
    public async Task The_commands_of_the_guide_are_those_that_there_are(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new Companion());
        Assert.That(
            Guide.Table("From a script").Select(cells => Guide.Code(cells[0]).Single()),
            Is.EquivalentTo(host.Host.Companion.Commands.All.Select(command => command.Name).Where(name => name.StartsWith("inspect.", StringComparison.Ordinal))));
        token.ThrowIfCancellationRequested();
    }
}
