using System.Buffers;
using System.Text;
using Liaison.Messages;
using Liaison.Resumption;
using NUnit.Framework;

namespace Liaison.Tests.Resumption;

/// <summary>What is kept of the messages that were sent.</summary>
internal sealed class SentFramesTests
{
    [Test]
    public void What_was_not_acknowledged_is_written_again_and_nothing_else()
    {
        var sent = Sent(5);
        Assert.That(Taken(sent), Is.EqualTo(new[] { "0", "1", "2", "3", "4" }));
        Assert.That(sent.TryAcknowledge(2), Is.True);

        Assert.That(sent.TryRewind(3), Is.True);

        Assert.That(Taken(sent), Is.EqualTo(new[] { "3", "4" }));
    }

    [Test]
    public void An_acknowledgement_of_what_was_never_sent_is_refused()
    {
        var sent = Sent(2);

        Assert.That((sent.TryAcknowledge(3), sent.TryRewind(3), sent.Bytes), Is.EqualTo((false, false, 2L)));
    }

    [Test]
    public void What_is_no_longer_kept_cannot_be_written_again()
    {
        var sent = Sent(3);
        sent.TryAcknowledge(2);

        Assert.That((sent.TryRewind(1), sent.TryAcknowledge(1)), Is.EqualTo((false, true)), "An old acknowledgement says nothing new.");
    }

    [Test]
    public void Messages_of_any_size_stay_as_they_were_in_whatever_order_they_are_acknowledged([Random(3)] int seed)
    {
        var random = new Random(seed);
        var sent = new SentFrames();
        var expected = new Queue<byte[]>();
        long acknowledged = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = new byte[random.Next(10) switch { 0 => random.Next(100_000), 1 => 0, _ => random.Next(300) }];
            random.NextBytes(bytes);
            sent.Add(new Frame(FrameKind.Binary, bytes));
            expected.Enqueue([.. bytes]);
            bytes.AsSpan().Clear();
            if (random.Next(40) == 0)
            {
                var more = random.Next(expected.Count + 1);
                acknowledged += more;
                Assert.That(sent.TryAcknowledge(acknowledged), Is.True);
                for (; more > 0; more--)
                {
                    expected.Dequeue();
                }

                Assert.That(sent.TryRewind(acknowledged), Is.True);
                var kept = new ArrayBufferWriter<Frame>();
                sent.Take(kept, int.MaxValue);
                Assert.That(kept.WrittenMemory.ToArray().Select(frame => frame.Bytes.ToArray()), Is.EqualTo(expected).Using(SameBytes.Comparer));
                Assert.That(sent.Bytes, Is.EqualTo(expected.Sum(one => (long)one.Length)));
            }
        }
    }

    private static SentFrames Sent(int count)
    {
        var sent = new SentFrames();
        for (var i = 0; i < count; i++)
        {
            sent.Add(new Frame(FrameKind.Text, Encoding.UTF8.GetBytes($"{i}")));
        }

        return sent;
    }

    private static IEnumerable<string> Taken(SentFrames sent)
    {
        var frames = new ArrayBufferWriter<Frame>();
        sent.Take(frames, int.MaxValue);
        return frames.WrittenMemory.ToArray().Select(frame => Encoding.UTF8.GetString(frame.Bytes.Span));
    }
}
