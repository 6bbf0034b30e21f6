using System.Buffers.Text;
using System.Text;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Sessions.CallsOut;

/// <summary>The calls of this end that are not answered yet. Thread-safe.</summary>
internal sealed class OutgoingCalls(string idPrefix)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, OutgoingCall> _calls = [];
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(idPrefix);
    private readonly TaskCompletionSource<CommandError> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CommandError? _ended;
    private TaskCompletionSource? _emptied;
    private long _last;

    /// <summary>Completes, with the reason, when no more answers will come and every pending call has failed.</summary>
    public Task<CommandError> Ended => _end.Task;

    /// <summary>The number of calls that are not answered yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>Creates a call, which is then pending.</summary>
    /// <exception cref="LiaisonException">The connection has ended.</exception>
    public OutgoingCall Add(CommandCall command, bool streams, PeerInfo remote)
    {
        var number = Interlocked.Increment(ref _last);
        var id = _prefix.Length == 0 ? CallId.Of(number) : CallId.Of(idPrefix + number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var call = new OutgoingCall(command, id, number, streams) { Observed = ClientCall.Begin(command.Command, remote) };
        CommandError? ended;
        lock (_gate)
        {
            ended = _ended;
            if (ended is null)
            {
                _calls.Add(number, call);
            }
        }

        if (ended is not null)
        {
            call.TryFail(ended);
            throw new LiaisonException(ended);
        }

        return call;
    }

    /// <summary>The pending call with this id; null if there is none, because it was canceled or never made.</summary>
    public OutgoingCall? Find(CallId id)
    {
        if (!TryRead(id, out var number))
        {
            return null;
        }

        lock (_gate)
        {
            return _calls.GetValueOrDefault(number);
        }
    }

    /// <summary>Removes a call from the pending ones and returns it; null if there is none with this id.</summary>
    public OutgoingCall? Take(CallId id) => TryRead(id, out var number) ? Take(number) : null;

    /// <inheritdoc cref="Take(CallId)"/>
    public OutgoingCall? Take(long number)
    {
        lock (_gate)
        {
            var isPending = _calls.Remove(number, out var call);
            if (_calls.Count == 0)
            {
                _emptied?.TrySetResult();
            }

            return isPending ? call : null;
        }
    }

    /// <summary>Completes when no call is pending.</summary>
    public Task WhenEmpty()
    {
        lock (_gate)
        {
            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_calls.Count == 0)
            {
                _emptied.TrySetResult();
            }

            return _emptied.Task;
        }
    }

    /// <summary>Fails every pending call and every later one, since no more answers will come.</summary>
    public void End(CommandError error)
    {
        OutgoingCall[] pending;
        lock (_gate)
        {
            _ended ??= error;
            pending = [.. _calls.Values];
            _calls.Clear();
            _emptied?.TrySetResult();
        }

        foreach (var call in pending)
        {
            call.TryFail(error);
        }

        _end.TrySetResult(error);
    }

    // 17, or "host:17".
    private bool TryRead(CallId id, out long number)
    {
        var json = id.Json.Span;
        if (_prefix.Length > 0)
        {
            if (json is not [(byte)'"', .. var text, (byte)'"'] || !text.StartsWith(_prefix))
            {
                number = 0;
                return false;
            }

            json = text[_prefix.Length..];
        }

        return Utf8Parser.TryParse(json, out number, out var used) && used == json.Length;
    }
}
