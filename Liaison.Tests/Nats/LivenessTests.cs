using Liaison.Tests.Contracts;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Nats;

/// <summary>When a session counts the other end as gone.</summary>
internal sealed class LivenessTests
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private ManualTime _time = null!;
    private Liveness _liveness = null!;

    [SetUp]
    public void Begin()
    {
        _time = new ManualTime();
        _liveness = new Liveness(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5), Heartbeat, _time);
    }

    [TearDown]
    public void End() => _time.Dispose();

    [Test]
    public void Silence_ends_a_session_and_each_sign_begins_the_time_again()
    {
        Assert.That(Beats(4), Has.All.Null);
        _liveness.Heard();
        Assert.That(Beats(4), Has.All.Null);

        Assert.That(Beats(1), Has.All.EqualTo("nothing was heard of it for 5 s"));
    }

    [Test]
    public void A_pause_of_this_end_is_no_silence_of_the_other()
    {
        _time.Advance(TimeSpan.FromHours(8));
        Assert.That(_liveness.Verdict(), Is.Null);

        // Timers may make up for checks that they have missed.
        Assert.That(Enumerable.Range(0, 100).Select(_ => _liveness.Verdict()), Has.All.Null);
        Assert.That(Beats(3), Has.All.Null);
        Assert.That(Beats(1), Has.All.Not.Null);
    }

    [Test]
    public void An_end_that_NATS_misses_is_given_less_time()
    {
        _liveness.Missing();
        Assert.That(Beats(2), Has.All.Null);
        _liveness.Missing();

        Assert.That(Beats(1), Has.All.EqualTo("NATS says that it is no longer there"));
    }

    [Test]
    public void An_end_that_comes_back_is_missed_no_more()
    {
        _liveness.Missing();
        Assert.That(Beats(2), Has.All.Null);
        _liveness.Heard();

        Assert.That(Beats(4), Has.All.Null);
    }

    private List<string?> Beats(int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        _time.Advance(Heartbeat);
        return _liveness.Verdict();
    })];
}
