using System.Runtime.CompilerServices;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.CallsIn;

/// <summary>Passes work from a connection's reader to the thread that runs it. For one reader.</summary>
/// <remarks>
/// The reader's own thread runs the work, because waking another thread costs more than most commands. On a busy connection the reading
/// waits for the work at the end of each burst, and <see cref="RunWatch"/> has another thread read on if the work takes long. Otherwise,
/// and if the connection does not tell where a burst ends, the wait for the next message begins first, and continues on another thread.
/// </remarks>
/// <param name="peer">The peer whose messages are read.</param>
internal sealed class Handover(PeerLink peer)
{
    /// <summary>After this many messages without a wait, the reader runs the held work. A peer that never pauses must not delay its own work.</summary>
    private const int MaxMessages = 64;

    /// <summary>
    /// After this many bytes without a wait, the held work is given to the pool: reading a large message takes longer than waking a
    /// thread, and the commands run meanwhile.
    /// </summary>
    private const int MaxBytes = 16 * 1024;

    /// <summary>
    /// The longest pause, in milliseconds, between the messages of a busy connection. The reader of another connection begins to wait for
    /// the next message before it runs work, so that <see cref="RunWatch"/> can sleep.
    /// </summary>
    public const long MaxPause = 10;

    private IThreadPoolWorkItem? _held;
    private int _messages;
    private long _last = Environment.TickCount64; // when the last message was read
    private long _bytes;

    public PeerLink Peer => peer;

    /// <summary>
    /// Adds work, and holds it. Work that is already held goes to the pool, so that one piece of work does not wait for another.
    /// </summary>
    public void Add(IThreadPoolWorkItem work)
    {
        Release();
        _held = work;
    }

    /// <summary>
    /// Counts a message that was read, and may run the held work. Returns whether the caller is still the reader; false if another thread
    /// reads on.
    /// </summary>
    public bool Passed(Frame message)
    {
        var pause = Environment.TickCount64 - _last;
        _last += pause;
        if (_held is null)
        {
            return true;
        }

        _messages++;
        _bytes += message.Bytes.Length;
        if (_bytes >= MaxBytes)
        {
            Release();
            return true;
        }

        var isBusy = _messages > 1 || pause <= MaxPause;
        return (_messages < MaxMessages && !(message.EndsBurst && isBusy)) || Run();
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

    /// <summary>Ends the wait for a run that takes long. Never blocks.</summary>
    /// <param name="readerWaits">Whether nobody reads.</param>
    public void Relieve(bool readerWaits)
    {
        if (readerWaits)
        {
            peer.ReadOn();
        }

        // Sending takes a lock, which the run has while it writes a result.
        ThreadPool.UnsafeQueueUserWorkItem(static peer => peer.SendHeld(), peer, preferLocal: false);
    }

    // Whether this thread is still the reader.
    private bool Run()
    {
        // A thread of the application, or of a transport's own loop, must not run commands.
        if (!Thread.CurrentThread.IsThreadPoolThread)
        {
            Release();
            return true;
        }

        // Taken before the run begins: from then on another thread may read, and hold new work.
        var isBurst = _messages > 1;
        var held = Take()!;
        if (ReaderRun.Begin(this, readerWaits: true, isBurst) is not { } run)
        {
            ThreadPool.UnsafeQueueUserWorkItem(held, preferLocal: true);
            return true;
        }

        held.Execute();
        return run.End();
    }

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
            // The same as in Run.
            if (!Thread.CurrentThread.IsThreadPoolThread)
            {
                handover.Release();
            }

            // Begun and taken before the continuation is registered: the continuation may then run on another thread, and hold new work.
            // The answer to a single message waits for nothing.
            var run = handover._messages > 1 ? ReaderRun.Begin(handover, readerWaits: false, holdsAnswers: true) : null;
            var held = handover.Take();
            receiving.UnsafeOnCompleted(continuation);
            held?.Execute();
            run?.End();
        }
    }
}
