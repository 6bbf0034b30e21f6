using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Client;

/// <summary>Calls that are sent together, over the current connection or the next one.</summary>
internal sealed class LastingBatch(HostLink link) : CommandBatch
{
    private readonly List<IBatchedCall> _calls = [];
    private long _bytes;
    private bool _sent;

    public override Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default)
        where T : default
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = new BatchedCall<T>(Written(command), cancellationToken);
        _calls.Add(call);
        return call.AnswerAsync();
    }

    public override void Notify(CommandCall command) => _calls.Add(new BatchedNotification(Written(command)));

    public override Task SendAsync(CancellationToken cancellationToken = default)
    {
        CheckUnsent();
        cancellationToken.ThrowIfCancellationRequested();
        _sent = true;
        var unsent = new Unsent("a batch", _bytes, session =>
        {
            SendOver(session);
            return null;
        });
        try
        {
            link.Send(unsent);
            _ = FailAsync(unsent);
            return unsent.Sent.IsFaulted ? unsent.Sent : Task.CompletedTask;
        }
        catch (LiaisonException failure)
        {
            _calls.ForEach(call => call.Fail(failure));
            throw;
        }
    }

    private void SendOver(ClientSession session)
    {
        var batch = session.Host.CreateBatch();
        var calls = _calls.Where(call => !call.IsAbandoned).ToList();
        calls.ForEach(call => call.AddTo(batch));

        // Throws if the connection has ended. The calls are then added to the batch of the next connection.
        _ = batch.SendAsync();
        calls.ForEach(call => call.Sent());
    }

    private async Task FailAsync(Unsent unsent)
    {
        try
        {
            await unsent.Sent.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            _calls.ForEach(call => call.Fail(failure));
        }
    }

    private CommandCall Written(CommandCall command)
    {
        ArgumentNullException.ThrowIfNull(command);
        CheckUnsent();
        var written = link.Last.Peer.Caller.Written(command);
        _bytes += LastingCaller.BytesOf(written);
        return written;
    }

    private void CheckUnsent()
    {
        if (_sent)
        {
            throw new InvalidOperationException("The batch was sent. Make another one with CreateBatch.");
        }
    }

    private interface IBatchedCall
    {
        bool IsAbandoned { get; }

        void AddTo(CommandBatch batch);

        void Sent();

        void Fail(Exception failure);
    }

    private sealed class BatchedNotification(CommandCall command) : IBatchedCall
    {
        public bool IsAbandoned => false;

        public void AddTo(CommandBatch batch) => batch.Notify(command);

        public void Sent()
        {
        }

        public void Fail(Exception failure)
        {
        }
    }

    private sealed class BatchedCall<T>(CommandCall command, CancellationToken cancellationToken) : IBatchedCall
    {
        private readonly TaskCompletionSource<Task<T?>> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CallClock _clock = CallClock.Start(command);
        private Task<T?>? _answer;
        private volatile bool _isAbandoned;

        public bool IsAbandoned => _isAbandoned;

        public void AddTo(CommandBatch batch)
        {
            try
            {
                _answer = batch.InvokeAsync<T>(_clock.Rest(command), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // This call was canceled just now. The other calls of the batch are still sent.
                _answer = Task.FromCanceled<T?>(cancellationToken);
            }
            catch (LiaisonException failure) when (failure.Code == ErrorCode.Timeout)
            {
                // The time limit of this call is over. The other calls of the batch are still sent.
                _answer = Task.FromException<T?>(failure);
            }

            // If the batch could not be sent, nobody awaits the answers.
            _ = _answer.ContinueWith(static answer => answer.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        public void Sent() => _sent.TrySetResult(_answer!);

        public void Fail(Exception failure) => _sent.TrySetException(failure);

        public async Task<T?> AnswerAsync()
        {
            try
            {
                await _clock.WaitAsync(_sent.Task, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _isAbandoned = !_sent.Task.IsCompleted;
            }

            var answer = await _sent.Task.ConfigureAwait(false);
            return await answer.ConfigureAwait(false);
        }
    }
}
