using System.Globalization;
using Liaison.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Hosting;

/// <summary>That the death of a parent is noticed is tested on the tool, which can lose one.</summary>
[CancelAfter(60_000)]
internal sealed class ParentProcessTests
{
    [Test]
    [Platform("Linux")]
    public void The_parent_is_the_one_that_the_system_names()
    {
        using var parent = ParentProcess.Find();

        // "pid (name) state ppid ...", and the name may have anything in it.
        var behindName = File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ');
        Assert.That(parent.Id, Is.EqualTo(int.Parse(behindName[2], CultureInfo.InvariantCulture)));
    }

    [Test]
    public async Task Waiting_for_a_parent_that_lives_ends_with_the_token(CancellationToken cancellationToken)
    {
        using var parent = ParentProcess.Find();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = parent.WaitForExitAsync(source.Token);
        Assert.That(waiting.IsCompleted, Is.False);
        await source.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }
}
