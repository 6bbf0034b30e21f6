using System.Runtime.CompilerServices;
using Liaison.Messages;

namespace Liaison.Sessions.CallsIn;

/// <summary>Passes work from a connection's reader to the thread that runs it. For one reader.</summary>
/// <remarks>
/// If no message is ready, the reader's own thread runs the work, and the wait for the next
/// message continues on another thread. Otherwise a thread of the pool runs it. Waking another
/// thread costs more than most commands, and a thread that is about to wait has no other work.
/// </remarks>
internal sealed class Handover
{
    /// <summary>
    /// After this many messages without a wait, the held work is given to the pool. A peer that never pauses must not delay its own
    /// work, and in a burst the first commands run while the last messages are read.
    /// </summary>
    private const int MaxMessages = 16;

    /// <summary>The same after this many bytes: reading a large message takes longer than waking a thread.</summary>
    private const int MaxBytes = 16 * 1024;

    private IThreadPoolWorkItem? _held;
    private int _messages;
    private long _bytes;

    /// <summary>
    /// Adds work, and holds it. Work that is already held goes to the pool, so that one piece of work does not wait for another.
    /// </summary>
    public void Add(IThreadPoolWorkItem work)
    {
        Release();
        _held = work;
    }

    /// <summary>Counts a message that was read.</summary>
    public void Passed(int bytes)
    {
        if (_held is not null && (++_messages >= MaxMessages || (_bytes += bytes) >= MaxBytes))
        {
            Release();
        }
    }

    /// <summary>Gives the held work to the pool.</summary>
    public void Release()
    {
        if (Take() is { } held)
        {
            ThreadPool.UnsafeQueueUserWorkItem(held, preferLocal: true);
        }
    }

    /// <summary>Awaits a message. A thread that would have to wait runs the held work instead.</summary>
    public Awaiter While(ValueTask<Frame?> receiving) => new(this, receiving.ConfigureAwait(false).GetAwaiter());

    private IThreadPoolWorkItem? Take()
    {
        var held = _held;
        _held = null;
        (_messages, _bytes) = (0, 0);
        return held;
    }

    /// <summary>The awaiter of <see cref="While"/>.</summary>
    internal readonly struct Awaiter(Handover handover, ConfiguredValueTaskAwaitable<Frame?>.ConfiguredValueTaskAwaiter receiving) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => receiving.IsCompleted;

        public Awaiter GetAwaiter() => this;

        public Frame? GetResult() => receiving.GetResult();

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation)
        {
            // A thread of the application, or of a transport's own loop, must not run commands.
            if (!Thread.CurrentThread.IsThreadPoolThread)
            {
                handover.Release();
            }

            // Taken before the continuation is registered: the continuation may then run on another thread, and hold new work.
            var held = handover.Take();
            receiving.UnsafeOnCompleted(continuation);
            held?.Execute();
        }
    }
}
