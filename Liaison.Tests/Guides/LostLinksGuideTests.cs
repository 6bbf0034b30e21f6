using Liaison.Client;
using Liaison.Companions;
using Liaison.Tests.Features;
using Liaison.Tests.Resumption;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>docs/guides/lost-links.md says what is so: its blocks are code that runs here.</summary>
[CancelAfter(60_000)]
internal sealed class LostLinksGuideTests
{
    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here() =>
        Assert.That(new Guide("lost-links.md").CSharp, Is.EquivalentTo(Regions.Of("LostLinksGuide.cs")));

    [Test]
    public async Task A_call_that_was_in_flight_is_answered_over_the_next_link(CancellationToken token)
    {
        var transport = new InMemoryTransport();
        var links = new CuttingConnector(new InMemoryConnector(transport));
        var waiting = new WaitingCommands();
        await using var companion = new Companion();
        companion.Commands.AddFrom(waiting);
        await LostLinksGuide.RunAsync(companion, transport, links, UseAsync, token);

        async Task UseAsync(LiaisonClient client)
        {
            var pending = client.InvokeAsync<string>("wait", [], token);
            await waiting.Gate.Entered.WaitAsync(token);
            await links.CutAsync();
            waiting.Gate.Open();
            Assert.That(await pending, Is.EqualTo("passed"));
        }
    }
}
