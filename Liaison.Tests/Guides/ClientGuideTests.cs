using System.Diagnostics;
using System.Text.RegularExpressions;
using Liaison.Client;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tests.Architecture;
using Liaison.Tests.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>docs/guides/client.md says what is so: its blocks are code that runs here.</summary>
[CancelAfter(60_000)]
internal sealed partial class ClientGuideTests
{
    private LiaisonHost _host = null!;
    private LiaisonClient _client = null!;

    private static string Folder => Path.Combine(Repository.Root, "Liaison.Tests", "Guides");

    private static IEnumerable<Match> Regions => Region().Matches(File.ReadAllText(Path.Combine(Folder, "ClientGuide.cs")).ReplaceLineEndings("\n"));

    private static IEnumerable<string> Names => Regions.Select(region => region.Groups["name"].Value);

    [SetUp]
    public async Task ConnectAsync()
    {
        var transport = new InMemoryTransport();
        _host = ClientGuide.CreateHost(transport);
        await _host.StartAsync();
        _client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport));
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _client.DisposeAsync();
        await _host.DisposeAsync();
    }

    [TestCaseSource(nameof(Names))]
    public void Each_block_of_the_guide_is_code_that_runs(string name)
    {
        var code = Regions.Single(region => region.Groups["name"].Value == name).Groups["code"].Value.Split('\n');
        var indent = code.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        var block = $"```csharp\n{string.Join('\n', code.Select(line => line.Length > indent ? line[indent..] : ""))}\n```\n";

        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "client.md"));

        Assert.That(guide.Replace(block, $"<!-- {name} -->\n"), Is.Not.EqualTo(guide), $"The guide should have this block:\n{block}");
    }

    [Test]
    public async Task Calls() => Assert.That(await ClientGuide.CallAsync(_client), Is.EqualTo(new object?[] { "pong", 3.5, 12, 12, "$session" }));

    [Test]
    public async Task Calls_by_name(CancellationToken token) => Assert.That(await ClientGuide.CallByNameAsync(_client, token), Is.EqualTo(3.0));

    [Test]
    public async Task Declared_errors() => Assert.That(await ClientGuide.FailAsDeclaredAsync(_client), Is.EqualTo(13));

    [Test]
    public async Task Errors() =>
        Assert.That(await ClientGuide.FailAsync(_client), Is.EqualTo((ErrorCode.Failed, "System.InvalidOperationException")));

    [Test]
    public async Task Streams_and_progress()
    {
        var (items, reports) = await ClientGuide.StreamAsync(_client);

        Assert.That(items, Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(reports, Is.EqualTo(new[] { 33, 66, 100 }));
    }

    [Test]
    public async Task Events(CancellationToken token)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token);

        var seen = await ClientGuide.SubscribeAsync(_client, _host, ending.Token);
        await using var latest = ClientGuide.SubscribeToLatest(_client).GetAsyncEnumerator(token);

        Assert.That((seen.Topic, seen.Value), Is.EqualTo(("lab.temperature", 21.5)));
        Assert.That(await latest.MoveNextAsync(), Is.True);
        await ending.CancelAsync();
    }

    [Test]
    public async Task Being_called_back() => Assert.That(await ClientGuide.CallBackAsync(_client), Is.EqualTo("saved"));

    [Test]
    public async Task Batches() => Assert.That(await ClientGuide.BatchAsync(_client), Is.EqualTo(new[] { 3.0, 7.0 }));

    [Test]
    public async Task Bytes() => Assert.That(await ClientGuide.AttachAsync(_client), Is.EqualTo(new byte[] { 254, 253, 252 }));

    [Test]
    public async Task Connecting_again_and_calling_again(CancellationToken token)
    {
        var transport = new InMemoryTransport();
        await using var host = ClientGuide.CreateHost(transport);
        await host.StartAsync(token);

        Assert.That(await ClientGuide.ConnectAgainAsync(new InMemoryConnector(transport)), Is.EqualTo("pong"));
        Assert.That(await ClientGuide.CallAgainAsync(_client), Is.EqualTo(12));
    }

    [Test]
    public async Task Starting_the_back_end(CancellationToken cancellationToken)
    {
        await using var log = new AwaitedText("LIAISON:CONNECTED@stdio");
        var start = new ProcessStartInfo(ToolProcess.Dotnet, ["exec", ToolProcess.Path, "stdio"]);

        Assert.That(await ClientGuide.LaunchAsync(ToolProcess.Dotnet, ToolProcess.Path), Is.EqualTo("pong"));
        await using var process = await ClientGuide.LaunchAgainAsync(start, log);

        await log.Written.WaitAsync(cancellationToken);
    }

    [GeneratedRegex(@"^ *#region (?<name>[^\n]+)\n(?<code>.*?)\n *#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();

    /// <summary>Tells when it holds a text, and nothing else: the program's standard error is read beside the program's answers.</summary>
    private sealed class AwaitedText(string text) : StringWriter
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Written => _written.Task;

        public override void Write(string? value)
        {
            base.Write(value);
            if (ToString() == text)
            {
                _written.TrySetResult();
            }
        }
    }
}
