using Liaison.Messages;

namespace Liaison.Client;

/// <summary>The state of a client. One loop changes it; any thread may read it or wait for it.</summary>
/// <param name="changed">Called for each change, one after the other.</param>
internal sealed class ClientStatus(Action<ClientStateChange> changed)
{
    private readonly Lock _gate = new();
    private readonly List<(ClientState State, TaskCompletionSource Source)> _waiting = [];
    private volatile ClientState _state = ClientState.Ready;
    private Exception? _reason;

    public ClientState State => _state;

    /// <summary>Changes the state.</summary>
    public void Change(ClientState state, Exception? reason)
    {
        List<TaskCompletionSource> arrived;
        lock (_gate)
        {
            (_state, _reason) = (state, reason);
            arrived = [.. _waiting.Where(one => one.State == state).Select(one => one.Source)];
            _waiting.RemoveAll(one => one.State == state);
            if (state == ClientState.Closed)
            {
                _waiting.ForEach(one => one.Source.TrySetException(Never(reason)));
                _waiting.Clear();
            }
        }

        changed(new ClientStateChange(state, reason));
        arrived.ForEach(source => source.TrySetResult());
    }

    /// <summary>Completes when the client has this state, even if only for a moment.</summary>
    public async Task WaitAsync(ClientState state, CancellationToken cancellationToken)
    {
        TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_state == state)
            {
                return;
            }

            if (_state == ClientState.Closed)
            {
                throw Never(_reason);
            }

            _waiting.Add((state, source));
        }

        try
        {
            await source.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                _waiting.RemoveAll(one => one.Source == source);
            }

            throw;
        }
    }

    private static Exception Never(Exception? reason) => reason as LiaisonException ?? new LiaisonException(ClientErrors.Closed(reason), reason);
}
