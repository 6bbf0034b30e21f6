using Liaison.Tests.Tool;
using NUnit.Framework;

namespace Liaison.Tests.Recordings;

/// <summary><c>liaison ... --record</c> and <c>liaison replay</c>, as processes.</summary>
[CancelAfter(120_000)]
[Platform(Exclude = "Win", Reason = "It speaks over a Unix socket.")]
internal sealed class ReplayToolTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("liaison-").FullName;

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task What_one_host_has_recorded_is_replayed_to_another(CancellationToken token)
    {
        var (recording, first, second) = (Path.Combine(_folder, "recording.jsonl"), Path.Combine(_folder, "first"), Path.Combine(_folder, "second"));
        await using (var host = Start(first, "--record", recording))
        {
            await host.AddressAsync(token);
            await ToolProcess.RunAsync(["call", $"unix:{first}", "greet", "Ada"], token);
            host.Send(Signal.Terminate);
            await host.EndedAsync(token);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(recording), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        await using var other = Start(second);
        await other.AddressAsync(token);
        var result = await ToolProcess.RunAsync(["replay", recording, $"unix:{second}"], token);
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "1 messages compared, 0 of them different.\n")), result.Errors);

        await File.WriteAllTextAsync(recording, (await File.ReadAllTextAsync(recording, token)).Replace("Hello, Ada!", "Good day, Ada!", StringComparison.Ordinal), token);
        result = await ToolProcess.RunAsync(["replay", recording, $"unix:{second}"], token);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Output, Does.StartWith("line 3: the reply to the call 1 differs\n  response: \"Good day, Ada!\" was recorded, but \"Hello, Ada!\" was received\n"));
    }

    [Test]
    public async Task A_recording_that_is_broken_is_wrong_usage(CancellationToken token)
    {
        var recording = Path.Combine(_folder, "broken.jsonl");
        await File.WriteAllTextAsync(recording, "{\"liaison_recording\":1}\nnonsense\n", token);
        var result = await ToolProcess.RunAsync(["replay", recording, "ws://localhost:1"], token);
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((2, result.Errors)));
        Assert.That(result.Errors, Does.Contain("broken.jsonl, line 2: no JSON"));
    }

    [Test]
    public async Task A_place_that_cannot_be_written_to_is_wrong_usage(CancellationToken token)
    {
        var result = await ToolProcess.RunAsync(["unix", Path.Combine(_folder, "third"), "--record", Path.Combine(_folder, "no", "such", "folder")], token);
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((2, result.Errors)));
        Assert.That(result.Errors, Does.Contain("--record"));
    }

    private static ToolProcess Start(string path, params string[] options) =>
        ToolProcess.Start(["unix", path, "--load", ToolProcess.Hosted, "--companion", nameof(RecordedCompanion), .. options]);
}
