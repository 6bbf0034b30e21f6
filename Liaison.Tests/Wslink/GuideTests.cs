using System.Text;
using Liaison.Messages;
using Liaison.Tests.Architecture;
using NUnit.Framework;

namespace Liaison.Tests.Wslink;

/// <summary>The conversation in docs/protocols/wslink.md, held with a host of ours.</summary>
[CancelAfter(60_000)]
internal sealed class GuideTests
{
    [Test]
    public async Task The_conversation_of_the_page_is_what_is_spoken(CancellationToken token)
    {
        await using var host = await WslinkHost.StartAsync(token);
        await using var peer = await host.ConnectAsync(token);
        var lines = Conversation();
        Assert.That(lines, Is.Not.Empty);
        foreach (var line in lines)
        {
            var frame = new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(line[2..]));
            if (line[0] == '>')
            {
                await peer.SendAsync(new[] { frame }, token);
            }
            else
            {
                Assert.That(WireText.Of(await WslinkHost.NextAsync(peer, token)), Is.EqualTo(WireText.Of(frame)));
            }
        }
    }

    private static string[] Conversation()
    {
        const string Fence = "```";
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocols", "wslink.md"));
        var block = page.Split($"{Fence}wslink\n")[1].Split(Fence)[0];
        return block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
