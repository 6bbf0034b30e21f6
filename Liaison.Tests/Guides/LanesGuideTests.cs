using Liaison.Commands;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>docs/guides/lanes.md says what is so: its blocks are code that runs here.</summary>
[CancelAfter(60_000)]
internal sealed class LanesGuideTests
{
    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here() =>
        Assert.That(new Guide("lanes.md").CSharp, Is.EquivalentTo(Regions.Of("LanesGuide.cs")));

    [TestCase("save", "disk")]
    [TestCase("render", Lane.PerTarget)]
    [TestCase("version", Lane.Concurrent)]
    [TestCase("rename", null)]
    [TestCase("run", Lane.PerTarget)]
    public async Task Each_command_is_in_the_lane_that_the_guide_says(string command, string? lane)
    {
        await using var companion = LanesGuide.Create();

        Assert.That(companion.Commands.TryGet(command, out var found) ? found.Lane : "none", Is.EqualTo(lane));
    }

    [Test]
    public async Task The_commands_run()
    {
        await using var companion = LanesGuide.Create();

        Assert.That(
            new[] { await companion.InvokeAsync<string>("save", "a"), await companion.InvokeAsync<string>("render", "$intro") },
            Is.EqualTo(new[] { "saved a", "rendered intro" }));
    }
}
