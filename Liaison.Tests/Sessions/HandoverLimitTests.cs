using Liaison.Messages;
using Liaison.Sessions.CallsIn;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>How long work waits for a reader that goes on reading.</summary>
[CancelAfter(60_000)]
internal sealed class HandoverLimitTests
{
    private const int ManyBytes = 16 * 1024;
    private const int ManyMessages = 16;

    [Test]
    public async Task One_large_message_behind_it_gives_work_to_the_pool(CancellationToken token)
    {
        var (handover, work) = (new Handover(), new Work());
        handover.Add(work);
        handover.Passed(ManyBytes);

        await work.Ran.WaitAsync(token);
    }

    [Test]
    public async Task So_do_many_small_messages(CancellationToken token)
    {
        var (handover, work) = (new Handover(), new Work());
        handover.Add(work);
        for (var i = 0; i < ManyMessages; i++)
        {
            handover.Passed(1);
        }

        await work.Ran.WaitAsync(token);
    }

    [Test]
    public async Task Until_then_the_reader_runs_it_where_it_would_wait(CancellationToken token)
    {
        var (handover, work) = (new Handover(), new Work());
        var never = new TaskCompletionSource<Frame?>();

        // Only a thread of the pool runs work itself.
        var reader = await Task.Run(
            () =>
            {
                handover.Add(work);
                for (var i = 1; i < ManyMessages; i++)
                {
                    handover.Passed((ManyBytes - 1) / ManyMessages);
                }

                handover.While(new ValueTask<Frame?>(never.Task)).UnsafeOnCompleted(() => { });
                return Environment.CurrentManagedThreadId;
            },
            token);

        Assert.That(await work.Ran.WaitAsync(token), Is.EqualTo(reader));
    }

    private sealed class Work : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource<int> _ran = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes with the thread that ran the work.</summary>
        public Task<int> Ran => _ran.Task;

        public void Execute() => _ran.SetResult(Environment.CurrentManagedThreadId);
    }
}
