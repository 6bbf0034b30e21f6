using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

/// <summary>Memory for messages, of which some is used again.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class MessageMemoryTests
{
    private readonly MessageMemory _memory = new();

    [TestCase(MessageMemory.MinBytes)]
    [TestCase(MessageMemory.MaxBytes)]
    public void A_message_that_was_returned_gives_its_memory_to_the_next(int size)
    {
        var first = _memory.Take(size);
        _memory.Recycle(first);

        Assert.That(_memory.Take(size - 1 < MessageMemory.MinBytes ? size : size - 1).Span.Overlaps(first.Span), Is.True);
    }

    [TestCase(MessageMemory.MinBytes - 1)]
    [TestCase(MessageMemory.MaxBytes + 1)]
    public void A_message_of_another_size_never_does(int size)
    {
        var first = _memory.Take(size);
        _memory.Recycle(first);

        Assert.That(_memory.Take(size).Span.Overlaps(first.Span), Is.False);
    }

    [Test]
    public void A_message_that_was_not_returned_keeps_its_memory()
    {
        var first = _memory.Take(65_536);
        var second = _memory.Take(65_536);
        _memory.Recycle(second);
        var third = _memory.Take(65_536);
        var fourth = _memory.Take(65_536);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Span.Overlaps(first.Span) || third.Span.Overlaps(first.Span), Is.False);
            Assert.That(third.Span.Overlaps(second.Span), Is.True);
            Assert.That(fourth.Span.Overlaps(third.Span), Is.False);
        }
    }

    [Test]
    public void Only_the_last_message_is_returned()
    {
        var first = _memory.Take(65_536);
        var second = _memory.Take(65_536);
        _memory.Recycle(first);
        var third = _memory.Take(65_536);

        Assert.That(third.Span.Overlaps(first.Span) || third.Span.Overlaps(second.Span), Is.False);
    }

    [Test]
    public void Another_message_ends_the_use_of_the_memory()
    {
        var first = _memory.Take(65_536);
        _memory.Recycle(first);
        _memory.Recycle(new byte[18]);

        Assert.That(_memory.Take(65_536).Span.Overlaps(first.Span), Is.False);
    }

    [Test]
    public void A_much_smaller_message_does_not_hold_the_memory_of_a_large_one()
    {
        var first = _memory.Take(200_000);
        _memory.Recycle(first);

        Assert.That(_memory.Take(20_000).Span.Overlaps(first.Span), Is.False);
    }
}
