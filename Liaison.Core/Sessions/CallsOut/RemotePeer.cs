using System.Diagnostics;
using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.CallsIn;
using Liaison.Sessions.Sending;
using Liaison.Sessions.Streams;
using Liaison.Values;

namespace Liaison.Sessions.CallsOut;

/// <summary>The other end of a connection, whose commands can be called.</summary>
/// <param name="caller">Sends the calls of this end.</param>
/// <param name="turn">The turn of the calling command, to be given up while it waits; null if there is none.</param>
internal sealed class RemotePeer(RemoteCaller caller, LaneTurn? turn = null) : ICommandPeer
{
    public PeerInfo Remote => caller.Link.Remote;

    public IDictionary<string, object?> Items => caller.Link.Belongings.Items;

    public void Own(IAsyncDisposable resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        caller.Link.Belongings.Own(resource);
    }

    public async Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default)
    {
        var call = caller.Begin(command, streams: false, cancellationToken);
        turn?.Leave();
        try
        {
            return await AnswerAsync<T>(call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ReturnAsync().ConfigureAwait(false);
        }
    }

    public IAsyncEnumerable<T?> StreamAsync<T>(CommandCall command, CancellationToken cancellationToken = default) => ItemsAsync<T>(command, null, cancellationToken);

    /// <summary>The items of a call. Null is a call that is not sent yet; the first read sends it.</summary>
    public async IAsyncEnumerable<T?> ItemsAsync<T>(CommandCall command, OutgoingCall? call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        call ??= caller.Begin(command, streams: true, cancellationToken);
        using var watch = caller.Watch(call, cancellationToken);
        var json = caller.Link.Settings.Dispatcher.Json;
        var any = false;
        try
        {
            var read = 0;
            while (await NextItemAsync(call).ConfigureAwait(false) is { } item)
            {
                any = true;
                yield return RawJsonReader.Read<T>(item, json);
                read = Granted(call, read + 1);
            }

            var answer = await call.Answer.ConfigureAwait(false);
            foreach (var item in any ? [] : RawJsonReader.Items(answer))
            {
                yield return RawJsonReader.Read<T>(item, json);
            }
        }
        finally
        {
            // A caller that leaves the loop needs no more items.
            caller.Cancel(call, CancellationToken.None);
            await EndStreamsAsync(call).ConfigureAwait(false);
        }
    }

    public Task NotifyAsync(CommandCall command, CancellationToken cancellationToken = default)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            caller.Send(caller.Notification(command));
            return Task.CompletedTask;
        }
        catch (Exception failure)
        {
            return Task.FromException(failure);
        }
    }

    public CommandBatch CreateBatch() => new RemoteBatch(this, caller, turn);

    /// <summary>Whether both objects are for the same connection.</summary>
    public override bool Equals(object? obj) => obj is RemotePeer other && other.Caller == caller;

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(caller);

    /// <summary>The result of a sent call.</summary>
    public async Task<T?> AnswerAsync<T>(OutgoingCall call, CancellationToken cancellationToken)
    {
        using var watch = caller.Watch(call, cancellationToken);
        var began = call.Command.Timeout is null ? 0 : Stopwatch.GetTimestamp();
        try
        {
            var answer = await call.Answer.ConfigureAwait(false);
            return answer.Attachments is StreamValue value
                ? await ReadAsync<T>(call.Command, value, answer, began, cancellationToken).ConfigureAwait(false)
                : RawJsonReader.Read<T>(answer, caller.Link.Settings.Dispatcher.Json);
        }
        finally
        {
            await EndStreamsAsync(call).ConfigureAwait(false);
        }
    }

    private RemoteCaller Caller => caller;

    // The time limit of a call includes the reading of its result.
    private async ValueTask<T?> ReadAsync<T>(CommandCall command, StreamValue value, RawJson answer, long began, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (command.Timeout - Stopwatch.GetElapsedTime(began) is { } rest)
        {
            limit.CancelAfter(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        }

        try
        {
            return await StreamResults.ReadAsync<T>(caller.Streams, value, answer, caller.Link.Settings.Dispatcher.Json, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new LiaisonException(SessionErrors.TimedOut(command));
        }
    }

    // The streams belong to the caller, who may use them again once the call has ended.
    private static Task EndStreamsAsync(OutgoingCall call) => call.Streams?.EndAsync() ?? Task.CompletedTask;

    // Grants the items that were read, once they are half of the window. If the other end does not support this, it needs no grants.
    private int Granted(OutgoingCall call, int read)
    {
        if (read < (caller.Link.Settings.Options.StreamWindowItems + 1) / 2 || call.IsAnswered)
        {
            return read;
        }

        if (caller.Streams.AreTaken)
        {
            caller.Streams.Grant(call.Id, read);
        }

        return 0;
    }

    private async ValueTask<RawJson?> NextItemAsync(OutgoingCall call)
    {
        var next = call.NextItemAsync(CancellationToken.None);
        if (next.IsCompletedSuccessfully)
        {
            return next.Result;
        }

        turn?.Leave();
        try
        {
            return await next.ConfigureAwait(false);
        }
        finally
        {
            await ReturnAsync().ConfigureAwait(false);
        }
    }

    private Task ReturnAsync() => turn?.ReturnAsync() ?? Task.CompletedTask;
}
