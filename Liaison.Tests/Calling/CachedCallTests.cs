using System.Text;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>The second call of a target: what was found out for the first one is kept, so that it allocates its arguments and result alone.</summary>
[NonParallelizable]
internal sealed class CachedCallTests
{
    private const int Calls = 2_000;

    // Of `run` itself: the target's text, the arguments that it passes on, and the task that reflection boxes.
    private const int OfRun = 64 + 40 + 40;
    private const int Boxed = 24;

    // What the runtime may do on the side while it measures, spread over the calls.
    private const int Slack = 8;

    [TestCase("System.Math:Sqrt", 2 * Boxed, 2.0)]
    [TestCase("System.Math:Max", 3 * Boxed, 2, 3)]
    [TestCase("basket.Add", 2 * Boxed, 5)]
    [TestCase("basket.add", 2 * Boxed, 5)]
    public async Task A_call_allocates_its_arguments_and_its_result(string target, int bytes, params object[] values)
    {
        await using var companion = new Companion();
        companion.ExposeBasicTypes();
        companion.Add("basket", new Basket());
        var arguments = CommandArguments.Of([target, .. values], null, companion.Json);
        var context = new CommandContext("run");

        var allocated = await MeasureAsync(companion, arguments, context);

        Assert.That(allocated, Is.LessThanOrEqualTo(OfRun + bytes + Slack));
    }

    [Test]
    public async Task A_member_is_found_by_any_spelling_however_many_came_before()
    {
        await using var companion = new Companion();
        companion.ExposeBasicTypes();
        companion.Add("basket", new Basket());
        for (var i = 0; i < 5_000; i++)
        {
            // A new spelling of the same member each time, and more of them than are kept.
            var spelling = "basket." + string.Concat("Add".Select((letter, at) => letter + new string('_', (i >> (4 * at)) & 15)));
            Assert.That(await companion.InvokeAsync<int>("run", spelling, 1), Is.EqualTo(1));
        }

        Assert.That(await companion.ExecuteAsync(Encoding.UTF8.GetBytes("""{"command": {"command": "run", "args": ["basket.Add", 2]}}""")), Is.Not.Empty);
    }

    private static async Task<long> MeasureAsync(Companion companion, CommandArguments arguments, CommandContext context)
    {
        await CallAsync(companion, arguments, context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await CallAsync(companion, arguments, context);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    // A call that ends at once makes no task, so that to await it costs nothing; the thread stays the same.
    private static async Task CallAsync(Companion companion, CommandArguments arguments, CommandContext context)
    {
        for (var i = 0; i < Calls; i++)
        {
            await companion.InvokeAsync(arguments, context);
        }
    }

    public sealed class Basket
    {
        public int Add(int count) => count;
    }
}
