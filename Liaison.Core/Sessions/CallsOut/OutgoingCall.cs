using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions.CallsOut;

/// <summary>A call of this end's own that is not answered yet. Its answer is set once, by whoever comes first.</summary>
internal sealed class OutgoingCall(CommandCall command, CallId id, long number, bool streams)
{
    private readonly TaskCompletionSource<RawJson> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ItemQueue? _items = streams ? new ItemQueue() : null;

    public CommandCall Command => command;

    /// <summary>What traces and meters are told of the call; null where nobody listens.</summary>
    public ClientCall? Observed { get; init; }

    /// <summary>The streams among the arguments; null where there are none.</summary>
    public ArgumentStreams? Streams { get; set; }

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
    public bool TryAddItem(RawJson item, long maxUnreadBytes) => _items is null || _items.TryAdd(item, maxUnreadBytes);

    /// <summary>The next item; null where the answer has come, and all items before it were read.</summary>
    public ValueTask<RawJson?> NextItemAsync(CancellationToken cancellationToken) => _items!.NextAsync(cancellationToken);

    private bool End(CommandError? error)
    {
        Observed?.End(error);
        _items?.Complete();
        return true;
    }
}
