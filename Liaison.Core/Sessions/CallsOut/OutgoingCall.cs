using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions.CallsOut;

/// <summary>A call of this end that is not answered yet. The answer is set once; the first one counts.</summary>
internal sealed class OutgoingCall(CommandCall command, CallId id, long number, bool streams)
{
    private readonly TaskCompletionSource<RawJson> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ItemQueue? _items = streams ? new ItemQueue() : null;

    public CommandCall Command => command;

    /// <summary>The trace and the metrics of the call; null if nothing is recorded.</summary>
    public ClientCall? Observed { get; init; }

    /// <summary>The streams among the arguments; null if there are none.</summary>
    public ArgumentStreams? Streams { get; set; }

    public CallId Id => id;

    public long Number => number;

    /// <summary>The result. The task fails with a <see cref="LiaisonException"/>, or is canceled by the caller.</summary>
    public Task<RawJson> Answer => _answer.Task;

    public bool IsAnswered => _answer.Task.IsCompleted;

    public bool TrySucceed(RawJson value) => Records(null) && Ends(_answer.TrySetResult(value));

    /// <summary>Fails the call; false if it is already answered.</summary>
    /// <param name="error">The error.</param>
    /// <param name="json">How to read the data of the other end's error.</param>
    public bool TryFail(CommandError error, JsonSerializerOptions? json = null)
    {
        var failed = Records(error) && Ends(_answer.TrySetException(new LiaisonException(error) { Json = json }));

        // A caller that has left a stream's loop never reads the answer. This must not count as an unobserved exception.
        _ = _answer.Task.Exception;
        return failed;
    }

    public bool TryCancel(CancellationToken cancellationToken) =>
        Records(CommandError.Of(ErrorCode.Canceled, "The caller canceled the call.")) && Ends(_answer.TrySetCanceled(cancellationToken));

    /// <summary>Adds an item; false if more bytes are unread than allowed.</summary>
    public bool TryAddItem(RawJson item, long maxUnreadBytes) => _items is null || _items.TryAdd(item, maxUnreadBytes);

    /// <summary>The next item; null if the answer has arrived and all items before it were read.</summary>
    public ValueTask<RawJson?> NextItemAsync(CancellationToken cancellationToken) => _items!.NextAsync(cancellationToken);

    // The span ends before the caller goes on, which may end the span around it, or the process. False if another answer came first.
    private bool Records(CommandError? error) => Observed?.TryEnd(error) ?? true;

    private bool Ends(bool isFirst)
    {
        if (isFirst)
        {
            _items?.Complete();
        }

        return isFirst;
    }
}
