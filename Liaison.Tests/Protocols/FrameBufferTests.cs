using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Protocols;

/// <summary>A frame writer holds any number of frames of any size, each in one piece.</summary>
internal sealed class FrameBufferTests
{
    [Test]
    public void Frames_of_any_size_keep_their_bytes()
    {
        var random = new Random(7);
        using var writer = new FrameWriter();
        for (var round = 0; round < 200; round++)
        {
            var frames = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Some(random)).ToList();
            foreach (var frame in frames)
            {
                Write(writer, frame, random);
            }

            Assert.That(writer.TotalLength, Is.GreaterThanOrEqualTo(frames.Sum(frame => frame.Length)));
            Assert.That(writer.Frames.Length, Is.EqualTo(frames.Count));
            for (var i = 0; i < frames.Count; i++)
            {
                Assert.That(writer.Frames.Span[i].Bytes.Span.SequenceEqual(frames[i]), $"frame {i} of round {round}");
                Assert.That(writer.FrameAt(i).Bytes.Span.SequenceEqual(frames[i]), $"frame {i} of round {round}");
            }

            writer.Clear(keep: random.Next(2) * 64 * 1024);
            Assert.That((writer.TotalLength, writer.Length, writer.FrameCount), Is.EqualTo((0, 0, 0)));
        }
    }

    [Test]
    public void Large_frames_that_were_ended_are_not_copied_again()
    {
        using var writer = new FrameWriter();
        writer.Append(new byte[1 << 20]);
        writer.EndFrame(FrameKind.Text);
        var first = writer.FrameAt(0).Bytes;

        writer.Append(new byte[4 << 20]);
        writer.EndFrame(FrameKind.Text);

        Assert.That(writer.FrameAt(0).Bytes, Is.EqualTo(first), "the same memory");
        Assert.That(writer.TotalLength, Is.EqualTo(5 << 20));
    }

    // Small, about the size of a buffer, or large.
    private static byte[] Some(Random random)
    {
        var bytes = new byte[random.Next(4) == 0 ? random.Next(300_000) : random.Next(2_000)];
        random.NextBytes(bytes);
        return bytes;
    }

    // In pieces, with a start and an end that are removed again.
    private static void Write(FrameWriter writer, byte[] frame, Random random)
    {
        var dropped = random.Next(20);
        writer.Append(new byte[dropped]);
        for (var at = 0; at < frame.Length;)
        {
            var length = Math.Min(random.Next(1, 60_000), frame.Length - at);
            writer.Append(frame.AsSpan(at, length));
            at += length;
        }

        writer.Append(new byte[random.Next(100_000)]);
        writer.Rewind(dropped + frame.Length);
        writer.DropStart(dropped);
        writer.EndFrame(FrameKind.Binary);
    }
}
