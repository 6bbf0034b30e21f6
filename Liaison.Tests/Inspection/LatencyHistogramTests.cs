using Liaison.Inspection;
using NUnit.Framework;

namespace Liaison.Tests.Inspection;

internal sealed class LatencyHistogramTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(15)]
    [TestCase(16)]
    [TestCase(1_000)]
    [TestCase(123_456)]
    [TestCase(3_600_000_000)]
    public void A_duration_is_told_to_an_eighth(long microseconds)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMicroseconds(microseconds));
        Assert.That(
            LatencyHistogram.Percentile(histogram.Snapshot(), 0.5) * 1_000, Is.InRange(microseconds, (microseconds * 1.125) + 1));
    }

    [Test]
    public void Percentiles_are_those_of_what_was_counted()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 100; i++)
        {
            histogram.Add(TimeSpan.FromMilliseconds(i));
        }

        var counts = histogram.Snapshot();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(LatencyHistogram.Percentile(counts, 0.5), Is.InRange(50, 57));
            Assert.That(LatencyHistogram.Percentile(counts, 0.99), Is.InRange(99, 112));
            Assert.That(LatencyHistogram.Percentile(counts, 1), Is.InRange(100, 113));
        }
    }

    [Test]
    public void What_was_counted_since_is_the_difference()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMilliseconds(5));
        var before = histogram.Snapshot();
        histogram.Add(TimeSpan.FromSeconds(1));
        var since = LatencyHistogram.Difference(histogram.Snapshot(), before);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(since.Sum(), Is.EqualTo(1));
            Assert.That(LatencyHistogram.Percentile(since, 0.5), Is.InRange(1_000, 1_125));
        }
    }

    [Test]
    public void Nothing_has_no_percentile_and_what_is_too_long_for_a_step_is_counted()
    {
        var histogram = new LatencyHistogram();
        Assert.That(LatencyHistogram.Percentile(histogram.Snapshot(), 0.5), Is.Zero);
        histogram.Add(TimeSpan.MaxValue);
        histogram.Add(TimeSpan.FromTicks(-1));
        Assert.That(histogram.Snapshot().Sum(), Is.EqualTo(2));
    }
}
