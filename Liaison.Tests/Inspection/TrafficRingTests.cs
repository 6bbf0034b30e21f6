using System.Text;
using Liaison.Inspection;
using NUnit.Framework;

namespace Liaison.Tests.Inspection;

internal sealed class TrafficRingTests
{
    private static readonly TrafficFilter All = new();

    [Test]
    public void The_oldest_messages_go_past_the_number_of_messages()
    {
        var ring = new TrafficRing(3, 1_000);
        Fill(ring, 5);
        var page = ring.After(0, 10, All);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Records.Select(record => record.Sequence), Is.EqualTo(new long[] { 3, 4, 5 }));
            Assert.That((page.LeftOut, page.Missed, page.Last), Is.EqualTo((0, 2L, 5L)));
            Assert.That(ring.Find(2), Is.Null);
            Assert.That(ring.Find(3), Is.Not.Null);
        }
    }

    [Test]
    public void The_oldest_messages_go_past_the_number_of_bytes_and_the_newest_stays()
    {
        var ring = new TrafficRing(100, 10);
        Fill(ring, 5, "four");
        Assert.That(ring.Kept, Is.EqualTo((2, 8L)));

        ring.Add(Message("longer than all that may be kept"));
        Assert.That(ring.Kept, Is.EqualTo((1, 32L)));
    }

    [Test]
    public void A_page_has_the_newest_messages_and_counts_the_others()
    {
        var ring = new TrafficRing(100, 1_000);
        Fill(ring, 10);
        var page = ring.After(2, 3, All);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Records.Select(record => record.Sequence), Is.EqualTo(new long[] { 8, 9, 10 }));
            Assert.That((page.LeftOut, page.Missed, page.Last), Is.EqualTo((5, 0L, 10L)));
        }

        Assert.That(ring.After(10, 3, All), Has.Property(nameof(TrafficPage.Last)).EqualTo(10).And.Property(nameof(TrafficPage.Records)).Empty);
    }

    [TestCase("ADA", null, null, null, ExpectedResult = "1")]
    [TestCase(null, "gre", null, null, ExpectedResult = "1")]
    [TestCase(null, null, "fault", null, ExpectedResult = "2")]
    [TestCase(null, null, null, "out", ExpectedResult = "2")]
    [TestCase("nothing like it", null, null, null, ExpectedResult = "")]
    [TestCase(null, null, null, null, ExpectedResult = "1,2")]
    public string A_filter_takes_what_fits_all_that_it_says(string? text, string? command, string? kind, string? direction)
    {
        var ring = new TrafficRing(100, 1_000);
        ring.Add(new TrafficRecord { Kind = "request", Command = "greet", IsIncoming = true, Text = Encoding.UTF8.GetBytes("says Ada") });
        ring.Add(new TrafficRecord { Kind = "fault", Command = "fail", Text = "no"u8.ToArray() });
        var filter = new TrafficFilter { Text = text, Command = command, Kind = kind, Direction = direction };
        return string.Join(',', ring.After(0, 10, filter).Records.Select(record => record.Sequence));
    }

    [Test]
    public void A_reader_is_woken_by_the_next_message()
    {
        var ring = new TrafficRing(100, 1_000);
        var arrival = ring.WhenAfter(0);
        Assert.That(arrival.IsCompleted, Is.False);

        Fill(ring, 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(arrival.IsCompletedSuccessfully, Is.True);
            Assert.That(ring.WhenAfter(0).IsCompletedSuccessfully, Is.True);
            Assert.That(ring.WhenAfter(1).IsCompleted, Is.False);
        }
    }

    private static void Fill(TrafficRing ring, int count, string text = "")
    {
        for (var i = 0; i < count; i++)
        {
            ring.Add(Message(text));
        }
    }

    private static TrafficRecord Message(string text) => new() { Kind = "request", Text = Encoding.UTF8.GetBytes(text) };
}
