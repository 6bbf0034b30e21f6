using System.Runtime.CompilerServices;
using Liaison.Messages;

namespace Liaison.Sessions.CallsIn;

/// <summary>
/// Brings work from a connection's reader to the thread that runs it: the reader's own, once there is nothing more to read and the wait
/// for the next message goes on elsewhere; else one of the pool. For one reader.
/// </summary>
/// <remarks>Waking another thread costs more than most commands do, and a thread that is about to wait has nothing better to do.</remarks>
internal sealed class Handover
{
    /// <summary>
    /// After so many messages without a wait the pool is given what is held: a peer that never pauses must not keep its own work from
    /// beginning, and of a burst the first commands run while the last messages are read.
    /// </summary>
    private const int MaxMessages = 16;

    private IThreadPoolWorkItem? _held;
    private int _messages;

    /// <summary>Takes work in. What was held is run by the pool, so that one piece does not wait for another.</summary>
    public void Add(IThreadPoolWorkItem work)
    {
        Release();
        _held = work;
    }

    /// <summary>A message has been read.</summary>
    public void Passed()
    {
        if (_held is not null && ++_messages >= MaxMessages)
        {
            Release();
        }
    }

    /// <summary>Gives the pool what is held.</summary>
    public void Release()
    {
        if (Take() is { } held)
        {
            ThreadPool.UnsafeQueueUserWorkItem(held, preferLocal: true);
        }
    }

    /// <summary>Awaits a message; a thread that would wait for it runs what is held instead.</summary>
    public Awaiter While(ValueTask<Frame?> receiving) => new(this, receiving.ConfigureAwait(false).GetAwaiter());

    private IThreadPoolWorkItem? Take()
    {
        var held = _held;
        _held = null;
        _messages = 0;
        return held;
    }

    /// <summary>What <see cref="While"/> gives to <c>await</c>.</summary>
    internal readonly struct Awaiter(Handover handover, ConfiguredValueTaskAwaitable<Frame?>.ConfiguredValueTaskAwaiter receiving) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => receiving.IsCompleted;

        public Awaiter GetAwaiter() => this;

        public Frame? GetResult() => receiving.GetResult();

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation)
        {
            // A thread of the application's, or of a transport's own loop, is not for commands.
            if (!Thread.CurrentThread.IsThreadPoolThread)
            {
                handover.Release();
            }

            // Before the continuation is known: from then on it may run elsewhere, and hold something new.
            var held = handover.Take();
            receiving.UnsafeOnCompleted(continuation);
            held?.Execute();
        }
    }
}
