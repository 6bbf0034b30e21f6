using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Protocols;

/// <summary>The pool of buffers for messages that wait to be sent.</summary>
internal sealed class FrameBuffersTests
{
    [TestCase(1, 512)]
    [TestCase(512, 512)]
    [TestCase(513, 1_024)]
    [TestCase(16_384, 16_384)]
    [TestCase(40_000, 65_536)]
    [TestCase(65_536, 65_536)]
    public void A_buffer_has_the_next_power_of_two(int wanted, int given)
    {
        var buffer = FrameBuffers.Rent(wanted);

        Assert.That(buffer, Has.Length.EqualTo(given));
        FrameBuffers.Return(buffer);
    }

    [Test]
    public void A_large_buffer_comes_from_the_shared_pool_and_goes_back_there()
    {
        var buffer = FrameBuffers.Rent(FrameBuffers.MaxBytes + 1);

        Assert.That(buffer, Has.Length.GreaterThan(FrameBuffers.MaxBytes));
        Assert.That(() => FrameBuffers.Return(buffer), Throws.Nothing);
    }

    [Test]
    public void No_buffer_is_given_to_two_users()
    {
        var used = new HashSet<byte[]>(ReferenceEqualityComparer.Instance);
        Parallel.For(0, 10_000, i =>
        {
            var buffer = FrameBuffers.Rent(1 + (i % FrameBuffers.MaxBytes));
            lock (used)
            {
                Assert.That(used.Add(buffer), "the buffer has no other user");
            }

            lock (used)
            {
                used.Remove(buffer);
            }

            FrameBuffers.Return(buffer);
        });
    }

    [Test]
    public void Unused_buffers_are_used_again_up_to_the_limit()
    {
        var stack = new BufferStack(bytes: 8, max: 2);
        byte[][] first = [stack.Take(), stack.Take(), stack.Take()];
        foreach (var buffer in first)
        {
            stack.Add(buffer);
        }

        byte[][] second = [stack.Take(), stack.Take(), stack.Take()];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(second[0], Is.SameAs(first[1]), "the last one that was kept is the first one that is taken");
            Assert.That(second[1], Is.SameAs(first[0]));
            Assert.That(Array.Exists(first, buffer => ReferenceEquals(buffer, second[2])), Is.False, "the third one was dropped");
        }
    }
}
