using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace Liaison.Tests.Calling;

/// <summary>Sequences whose items go to the caller one by one.</summary>
[CancelAfter(60_000)]
internal sealed class StreamingTests
{
    [TestCase("count", new object[] { 1, 2, 3 })]
    [TestCase("later", new object[] { 1, 2 })]
    [TestCase("none", new object[0])]
    [TestCase("texts", new object[] { "a", "b" })]
    public async Task Items_are_sent_in_order_and_then_the_answer_has_no_value(string command, object[] expected)
    {
        await using var companion = new Streams();
        using var call = new FakeCall(command) { Streams = true };

        var answer = await AnswerAsync(companion, call);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.TakeSent(), Is.EqualTo(expected));
            Assert.That(answer, Is.InstanceOf<Response>().With.Property(nameof(Response.Value)).Null);
            Assert.That(companion.Statistics.Calls, Is.EqualTo(1));
            Assert.That(companion.Statistics.Failures, Is.Zero);
        }
    }

    [Test]
    public async Task Each_item_is_sent_before_the_next_one_is_made(CancellationToken cancellationToken)
    {
        await using var companion = new Streams();
        using var call = new FakeCall("gated") { Streams = true };

        var answer = AnswerAsync(companion, call);

        Assert.That(await call.NextAsync(cancellationToken), Is.EqualTo("first"));
        Assert.That(answer.IsCompleted, Is.False);
        companion.Gate.SetResult();
        Assert.That(await answer.WaitAsync(cancellationToken), Is.InstanceOf<Response>());
        Assert.That(call.TakeSent(), Is.EqualTo(new[] { "second" }));
    }

    [Test]
    public async Task While_the_caller_reads_too_slowly_no_further_item_is_made(CancellationToken cancellationToken)
    {
        await using var companion = new Streams();
        var (full, space) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var call = new FakeCall("count")
        {
            Streams = true,
            Sending = async _ =>
            {
                full.TrySetResult();
                await space.Task;
            },
        };

        var answer = AnswerAsync(companion, call);

        await full.Task.WaitAsync(cancellationToken);
        Assert.That(companion.Made, Is.EqualTo(1));
        space.SetResult();
        await answer.WaitAsync(cancellationToken);
        Assert.That(companion.Made, Is.EqualTo(3));
    }

    [Test]
    public async Task A_stream_may_be_longer_than_a_list_in_an_answer()
    {
        await using var companion = new Streams();
        using var streamed = new FakeCall("count") { Streams = true };
        using var collected = new FakeCall("count");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await AnswerAsync(companion, streamed, Streams.MaxItems + 1), Is.InstanceOf<Response>());
            Assert.That(streamed.TakeSent(), Has.Count.EqualTo(Streams.MaxItems + 1));
            Assert.That(await AnswerAsync(companion, collected, Streams.MaxItems + 1), IsFault(ErrorCode.TooLarge));
            Assert.That(collected.TakeSent(), Is.Empty);
            Assert.That(companion.Disposed.Task.IsCompletedSuccessfully);
        }
    }

    [TestCase("waiting")]
    [TestCase("heedless")]
    public async Task A_canceled_stream_ends_its_enumerator_whether_or_not_that_heeds_the_token(string command, CancellationToken cancellationToken)
    {
        await using var companion = new Streams();
        using var call = new FakeCall(command) { Streams = true };

        var answer = Task.Run(() => AnswerAsync(companion, call), cancellationToken);
        await call.NextAsync(cancellationToken);
        call.Cancel();

        Assert.That(await answer.WaitAsync(cancellationToken), IsFault(ErrorCode.Canceled));
        await companion.Disposed.Task.WaitAsync(cancellationToken);
    }

    [Test]
    public async Task An_item_that_cannot_be_sent_ends_the_enumerator_too(CancellationToken cancellationToken)
    {
        await using var companion = new Streams();
        using var call = new FakeCall("heedless") { Streams = true, Sending = _ => throw new IOException("gone") };

        Assert.That(await AnswerAsync(companion, call), IsFault(ErrorCode.Failed));
        await companion.Disposed.Task.WaitAsync(cancellationToken);
    }

    [Test]
    public async Task A_sequence_that_throws_half_way_is_a_fault_after_its_items(CancellationToken cancellationToken)
    {
        await using var companion = new Streams();
        using var call = new FakeCall("failing") { Streams = true };

        var answer = await AnswerAsync(companion, call);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.TakeSent(), Is.EqualTo(new[] { 1, 2 }));
            Assert.That(answer, IsFault(ErrorCode.Failed));
            Assert.That(((Fault)answer).Error.Message, Is.EqualTo("no third"));
            Assert.That(companion.Statistics.Failures, Is.EqualTo(1));
        }

        await companion.Disposed.Task.WaitAsync(cancellationToken);
    }

    [Test]
    public async Task Reports_and_items_keep_their_order()
    {
        await using var companion = new Streams();
        using var call = new FakeCall("reporting") { Streams = true };

        await AnswerAsync(companion, call);

        Assert.That(call.TakeSent(), Is.EqualTo(new object[] { new FakeCall.Reported("before 1"), 1, new FakeCall.Reported("before 2"), 2 }));
    }

    [TestCase("count", true)]
    [TestCase("lazy", true)]
    [TestCase("list", false)]
    [TestCase("number", false)]
    public async Task What_is_not_streamed_is_collected_and_the_token_is_made_only_to_enumerate(string command, bool enumerates)
    {
        await using var companion = new Streams();
        using var call = new FakeCall(command) { Streams = command != "count" };

        var answer = await AnswerAsync(companion, call);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.InstanceOf<Response>());
            Assert.That(((Response)answer).Value, command == "number" ? Is.EqualTo(1) : Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(call.TakeSent(), Is.Empty);
            Assert.That(call.IsTokenMade, Is.EqualTo(enumerates));
        }
    }

    [Test]
    public async Task What_run_calls_streams_and_what_try_calls_is_collected()
    {
        await using var companion = new Streams().Expose<Streams>();
        using var run = new FakeCall("run") { Streams = true };
        using var tried = new FakeCall("try") { Streams = true };

        await AnswerAsync(companion, run, "companion.Count", 2);
        var answer = await AnswerAsync(companion, tried, "companion.Count", 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.TakeSent(), Is.EqualTo(new[] { 1, 2 }));
            Assert.That(tried.TakeSent(), Is.Empty);
            Assert.That(((TryResult)((Response)answer).Value!).Result, Is.EqualTo(new[] { 1, 2 }));
        }
    }

    [Test]
    public async Task Every_item_is_made_where_the_command_ran_however_its_sending_went_on(CancellationToken cancellationToken)
    {
        await using var companion = new Streams();
        using var context = new OneThreadContext();
        using var call = new FakeCall("threads") { Streams = true, Sending = async _ => await Task.Run(() => { }, CancellationToken.None).ConfigureAwait(false) };
        var answered = new TaskCompletionSource<Envelope>(TaskCreationOptions.RunContinuationsAsynchronously);

        context.Post(async _ => answered.SetResult(await AnswerAsync(companion, call)), null);
        await answered.Task.WaitAsync(cancellationToken);

        Assert.That(call.TakeSent(), Is.EqualTo(Enumerable.Repeat(context.ThreadId, 3)));
    }

    private static async Task<Envelope> AnswerAsync(Companion companion, FakeCall call, params object?[] arguments) =>
        await companion.AnswerAsync(
            new Request { Command = call.Command, Arguments = CommandArguments.Of(arguments, null, companion.Json) }, call);

    private static EqualStringConstraint IsFault(string code) =>
        Is.InstanceOf<Fault>().With.Property(nameof(Fault.Error)).Property(nameof(CommandError.Code)).EqualTo(code);
}
