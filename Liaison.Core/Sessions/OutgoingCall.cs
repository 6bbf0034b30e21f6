using System.Text.Json;
using System.Threading.Channels;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>A call of this end's own that is not answered yet. Its answer is set once, by whoever comes first.</summary>
internal sealed class OutgoingCall(CommandCall command, CallId id, long number, bool streams)
{
    private readonly TaskCompletionSource<RawJson> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<RawJson>? _items = streams ? Channel.CreateUnbounded<RawJson>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true }) : null;
    private long _unreadBytes;

    public CommandCall Command => command;

    /// <summary>What traces and meters are told of the call; null where nobody listens.</summary>
    public ClientCall? Observed { get; init; }

    public CallId Id => id;

    public long Number => number;

    /// <summary>The result; fails with a <see cref="LiaisonException"/>, or is canceled by the caller.</summary>
    public Task<RawJson> Answer => _answer.Task;

    public bool IsAnswered => _answer.Task.IsCompleted;

    public bool TrySucceed(RawJson value) => _answer.TrySetResult(value) && End(null);

    /// <summary>Fails the call; false where it is answered already.</summary>
    /// <param name="error">Why.</param>
    /// <param name="json">How to read what an error of the other end carries.</param>
    public bool TryFail(CommandError error, JsonSerializerOptions? json = null)
    {
        var failed = _answer.TrySetException(new LiaisonException(error) { Json = json }) && End(error);

        // Whoever left a stream's loop never asks for its answer, and that is no failure that nobody handled.
        _ = _answer.Task.Exception;
        return failed;
    }

    public bool TryCancel(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken) && End(CommandError.Of(ErrorCode.Canceled, "The caller canceled the call."));

    /// <summary>Adds an item to be read; false where more bytes than allowed are unread.</summary>
    public bool TryAddItem(RawJson item, long maxUnreadBytes)
    {
        if (Interlocked.Add(ref _unreadBytes, item.Utf8.Length) > maxUnreadBytes)
        {
            return false;
        }

        _items?.Writer.TryWrite(item);
        return true;
    }

    /// <summary>The next item; null where the answer has come, and all items before it were read.</summary>
    public async ValueTask<RawJson?> NextItemAsync(CancellationToken cancellationToken)
    {
        while (await _items!.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_items.Reader.TryRead(out var item))
            {
                Interlocked.Add(ref _unreadBytes, -item.Utf8.Length);
                return item;
            }
        }

        return null;
    }

    private bool End(CommandError? error)
    {
        Observed?.End(error);
        _items?.Writer.TryComplete();
        return true;
    }
}
