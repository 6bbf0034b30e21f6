using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>A link that is cut somewhere in a conversation, the handshake included.</summary>
[TestFixtureSource(typeof(FaultLinks), nameof(FaultLinks.All))]
internal sealed class CutTests(FaultLink link) : FaultyLinkTest(link)
{
    [Test]
    public async Task At_whichever_byte_a_link_is_cut_the_call_is_answered_or_fails_and_the_next_peer_is_served(CancellationToken token)
    {
        await ServeAsync(token);
        var (up, down) = (Fault.None(), Fault.None());
        Proxy.Apply(up, down);
        Assert.That(await TalkAsync(token));

        var (answered, failed) = (0, 0);
        for (var at = 0L; at < Math.Max(up.Passed, down.Passed); at++)
        {
            Proxy.Resets = at % 2 == 0;
            foreach (var isUp in new[] { true, false }.Where(isUp => at < (isUp ? up : down).Passed))
            {
                Proxy.Apply(isUp ? Fault.CutAfter(at) : Fault.None(), isUp ? Fault.None() : Fault.CutAfter(at));
                var isAnswered = await TalkAsync(token);
                (answered, failed) = isAnswered ? (answered + 1, failed) : (answered, failed + 1);
            }

            if (at % 16 == 0)
            {
                await ServedAsync(token);
            }
        }

        await ServedAsync(token);
        await TestContext.Out.WriteLineAsync($"{up.Passed} bytes up and {down.Passed} down were cut at each: {failed} failed, {answered} were answered before");
        Assert.That(failed, Is.GreaterThan(answered));
    }
}
