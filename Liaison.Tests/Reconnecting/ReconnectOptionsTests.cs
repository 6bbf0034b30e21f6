using Liaison.Client;
using NUnit.Framework;

namespace Liaison.Tests.Reconnecting;

/// <summary>The options of connecting again, and the pauses that come of them.</summary>
internal sealed class ReconnectOptionsTests
{
    private static IEnumerable<TestCaseData> Wrong =>
    [
        new(nameof(ReconnectOptions.FirstDelay), new ReconnectOptions { FirstDelay = TimeSpan.FromTicks(-1) }),
        new(nameof(ReconnectOptions.FirstDelay), new ReconnectOptions { FirstDelay = TimeSpan.Zero }),
        new(nameof(ReconnectOptions.LongestDelay), new ReconnectOptions { LongestDelay = TimeSpan.FromMilliseconds(99) }),
        new(nameof(ReconnectOptions.LongestDelay), new ReconnectOptions { LongestDelay = TimeSpan.MaxValue }),
        new(nameof(ReconnectOptions.ConnectTimeout), new ReconnectOptions { ConnectTimeout = TimeSpan.Zero }),
        new(nameof(ReconnectOptions.MaxAttempts), new ReconnectOptions { MaxAttempts = -1 }),
        new(nameof(ReconnectOptions.GiveUpAfter), new ReconnectOptions { GiveUpAfter = TimeSpan.FromTicks(-1) }),
        new(nameof(ReconnectOptions.MaxUnsentCalls), new ReconnectOptions { MaxUnsentCalls = -1 }),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void A_wrong_option_is_told_before_anything_connects(string name, ReconnectOptions options) =>
        Assert.That(
            () => LiaisonClient.ConnectAsync("unix:/nowhere", new ClientOptions { Reconnect = options }),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains(name));

    [Test]
    public void Pauses_double_up_to_the_longest_and_half_of_each_is_by_chance()
    {
        var backoff = new Backoff(new ReconnectOptions { LongestDelay = TimeSpan.FromSeconds(1), MaxAttempts = 6 });
        foreach (var longest in new[] { 100, 200, 400, 800, 1_000, 1_000 })
        {
            Assert.That(backoff.Next(TimeSpan.Zero)!.Value.TotalMilliseconds, Is.InRange(longest / 2.0, longest));
        }

        Assert.That(backoff.Next(TimeSpan.Zero), Is.Null);
        backoff.Reset();
        Assert.That(backoff.Next(TimeSpan.Zero)!.Value.TotalMilliseconds, Is.InRange(50, 100));
    }

    [Test]
    public void Without_limits_it_never_gives_up()
    {
        var backoff = new Backoff(new ReconnectOptions());
        for (var attempt = 0; attempt < 2_000; attempt++)
        {
            Assert.That(backoff.Next(TimeSpan.FromDays(attempt)), Is.Not.Null.And.LessThanOrEqualTo(TimeSpan.FromSeconds(10)));
        }
    }

    [Test]
    public void Time_that_is_over_ends_the_attempts()
    {
        var backoff = new Backoff(new ReconnectOptions { GiveUpAfter = TimeSpan.FromSeconds(3) });

        Assert.That(backoff.Next(TimeSpan.FromSeconds(2.9)), Is.Not.Null);
        Assert.That(backoff.Next(TimeSpan.FromSeconds(3)), Is.Null);
    }

    [Test]
    public void Pauses_differ()
    {
        var pauses = Enumerable.Range(0, 100).Select(_ => new Backoff(new ReconnectOptions()).Next(TimeSpan.Zero)).Distinct();

        Assert.That(pauses.Count(), Is.GreaterThan(50));
    }
}
