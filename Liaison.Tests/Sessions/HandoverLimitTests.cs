using Liaison.Messages;
using Liaison.Sessions.CallsIn;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>Where work runs, and how long a reader that goes on reading lets it wait.</summary>
[CancelAfter(60_000)]
internal sealed class HandoverLimitTests
{
    private const int ManyBytes = 16 * 1024;
    private const int ManyMessages = 64;

    private Work _work = null!;
    private ReadingLink _peer = null!;
    private Handover _handover = null!;

    [SetUp]
    public void Make()
    {
        _peer = new ReadingLink();
        _handover = new Handover(_peer);
        _work = new Work();
    }

    [Test]
    public async Task One_large_message_behind_it_gives_work_to_the_pool(CancellationToken token)
    {
        _handover.Add(_work);

        Assert.That(_handover.Passed(Message(ManyBytes)), Is.True);
        await _work.Ran.WaitAsync(token);
    }

    [Test]
    public async Task After_many_small_messages_the_reader_runs_it_and_reads_on(CancellationToken token)
    {
        var (reader, goesOn) = await Task.Run(PassMany, token);

        Assert.That(await _work.Ran.WaitAsync(token), Is.EqualTo(reader));
        Assert.That(goesOn, Is.True);
        Assert.That(_peer.HasToReadOn.IsCompleted, Is.False);
    }

    [Test]
    public async Task At_the_end_of_a_burst_the_reader_runs_it_and_reads_on(CancellationToken token)
    {
        var (reader, goesOn) = await Task.Run(() => (Environment.CurrentManagedThreadId, Pass(_handover, _work, 1) && _handover.Passed(Last)), token);

        Assert.That(await _work.Ran.WaitAsync(token), Is.EqualTo(reader));
        Assert.That(goesOn, Is.True);
    }

    [Test]
    public async Task A_message_after_a_pause_is_not_run_before_the_reading_has_begun_to_wait(CancellationToken token)
    {
        for (var begun = Environment.TickCount64; Environment.TickCount64 - begun <= Handover.MaxPause;)
        {
            await Task.Delay(1, token);
        }

        _handover.Add(_work);

        Assert.That(await Task.Run(() => _handover.Passed(Last), token), Is.True);
        Assert.That(_work.Ran.IsCompleted, Is.False);
        _handover.Release();
        await _work.Ran.WaitAsync(token);
    }

    [Test]
    public async Task A_message_soon_after_another_is_run_by_the_reader(CancellationToken token)
    {
        // Again if the thread was interrupted between the two messages, so that they did not come soon after each other.
        int reader;
        do
        {
            var handover = new Handover(_peer);
            _work = new Work();
            reader = await Task.Run(
                () =>
                {
                    Pass(handover, new Work(), ManyMessages);
                    handover.Add(_work);
                    return handover.Passed(Last) ? Environment.CurrentManagedThreadId : 0;
                },
                token);
            if (!_work.Ran.IsCompleted)
            {
                handover.Release();
            }
        }
        while (await _work.Ran.WaitAsync(token) != reader);
    }

    [Test]
    public async Task A_thread_outside_the_pool_gives_it_to_the_pool(CancellationToken token)
    {
        var (reader, goesOn) = await Task.Factory.StartNew(PassMany, token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        Assert.That(await _work.Ran.WaitAsync(token), Is.Not.EqualTo(reader));
        Assert.That(goesOn, Is.True);
    }

    [Test]
    public async Task Another_thread_reads_on_while_work_takes_long(CancellationToken token)
    {
        _work.LastsUntil = _peer.HasToReadOn;
        var (reader, goesOn) = await Task.Run(PassMany, token);

        Assert.That(await _work.Ran.WaitAsync(token), Is.EqualTo(reader));
        Assert.That(goesOn, Is.False, "the thread that ran the work is not the reader any more");
    }

    [Test]
    public async Task A_reader_that_would_wait_runs_it_and_nobody_else_has_to_read(CancellationToken token)
    {
        var never = new TaskCompletionSource<Frame?>();

        // The watch looks at all runs in turn. After two others that took long, it has ended the wait for this one too.
        _work.Before = () =>
        {
            RunLongElsewhere();
            RunLongElsewhere();
        };
        var reader = await Task.Run(
            () =>
            {
                Pass(_handover, _work, ManyMessages - 1);
                _handover.While(new ValueTask<Frame?>(never.Task)).UnsafeOnCompleted(() => { });
                return Environment.CurrentManagedThreadId;
            },
            token);

        Assert.That(await _work.Ran.WaitAsync(token), Is.EqualTo(reader));
        Assert.That(_peer.HasToReadOn.IsCompleted, Is.False);
    }

    [Test]
    public async Task Work_inside_other_work_runs_on_another_thread_where_the_reading_would_wait(CancellationToken token)
    {
        var inner = new Work();
        _work.Before = () => Pass(new Handover(new ReadingLink()), inner, ManyMessages);
        _work.LastsUntil = inner.Ran;
        var (reader, _) = await Task.Run(PassMany, token);

        Assert.That(await inner.Ran.WaitAsync(token), Is.Not.EqualTo(reader));
    }

    private static Frame Last => Message(1) with { EndsBurst = true };

    private static Frame Message(int bytes) => new(FrameKind.Text, new byte[bytes]);

    private (int Reader, bool GoesOn) PassMany() => (Environment.CurrentManagedThreadId, Pass(_handover, _work, ManyMessages));

    private static void RunLongElsewhere()
    {
        var peer = new ReadingLink();
        _ = Task.Run(() => Pass(new Handover(peer), new Work { LastsUntil = peer.HasToReadOn }, ManyMessages));
        peer.HasToReadOn.Wait();
    }

    private static bool Pass(Handover handover, Work work, int messages)
    {
        handover.Add(work);
        var goesOn = true;
        for (var i = 0; i < messages; i++)
        {
            goesOn &= handover.Passed(Message(1));
        }

        return goesOn;
    }

    private sealed class Work : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource<int> _ran = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes with the thread that ran the work.</summary>
        public Task<int> Ran => _ran.Task;

        public Action Before { get; set; } = () => { };

        public Task LastsUntil { get; set; } = Task.CompletedTask;

        public void Execute()
        {
            Before();
            LastsUntil.Wait();
            _ran.SetResult(Environment.CurrentManagedThreadId);
        }
    }
}
