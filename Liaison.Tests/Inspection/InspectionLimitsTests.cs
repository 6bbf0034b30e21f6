using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Inspection;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Inspection;

/// <summary>Who may inspect a host, and what is refused.</summary>
[CancelAfter(60_000)]
internal sealed class InspectionLimitsTests
{
    [Test]
    public async Task A_host_that_is_not_inspected_has_no_such_commands(CancellationToken token)
    {
        await using var companion = new VaultCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);
        Assert.That((await peer.CallAsync("inspect.state", [], token)).Code, Is.EqualTo("unknown_command"));
    }

    [Test]
    public async Task The_commands_of_the_console_are_as_protected_as_others(CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new Companion(new CompanionOptions { RequireAuthentication = true }));
        await using var peer = await host.ConnectRawAsync(token);
        Assert.That((await peer.CallAsync("inspect.state", [], token)).Code, Is.EqualTo("unauthorized"));
    }

    [TestCase("inspect.watch", """{"intervalMs": 1}""", "interval_ms")]
    [TestCase("inspect.watch", "{}", "stream")]
    [TestCase("inspect.traffic", """{"max": 0}""", "stream")]
    public async Task A_stream_without_end_is_refused_with_the_reason(string command, string keywords, string reason, CancellationToken token)
    {
        await using var host = await InspectedHost.StartAsync(new VaultCompanion());
        await using var peer = await host.ConnectRawAsync(token);
        var reply = await peer.AskAsync($$$"""{"command": {"command": "{{{command}}}", "kwargs": {{{keywords}}}}, "id": 1}""", token);
        Assert.That(reply.Code, Is.EqualTo("bad_arguments"));
        Assert.That(reply.Message, Does.Contain(reason));
    }

    [TestCase(0, 1, 1, 0)]
    [TestCase(10_000_001, 1, 1, 0)]
    [TestCase(1, 0, 1, 0)]
    [TestCase(1, 1, 0, 0)]
    [TestCase(1, 1, 1, -1)]
    public void Limits_out_of_their_range_are_refused(int messages, long bytes, int text, int topics)
    {
        var options = new InspectionOptions { MaxMessages = messages, MaxBytes = bytes, MaxTextBytes = text, MaxTopics = topics };
        Assert.That(() => new LiaisonHost(new Companion(), new HostOptions { Inspection = options }), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void An_empty_name_of_what_is_redacted_is_refused() =>
        Assert.That(
            () => new LiaisonHost(new Companion(), new HostOptions { Inspection = new InspectionOptions { Redacted = [""] } }),
            Throws.ArgumentException.With.Message.Contains("Redacted"));
}
