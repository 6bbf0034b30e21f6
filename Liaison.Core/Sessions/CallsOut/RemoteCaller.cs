using System.Collections.Frozen;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.Sending;
using Liaison.Sessions.Streams;

namespace Liaison.Sessions.CallsOut;

/// <summary>Sends the calls of this end, and passes each answer to its call. Thread-safe.</summary>
internal sealed class RemoteCaller(PeerLink peer, PeerStreams streams)
{
    // The built-in commands whose string arguments are never references (WIRE, section 1, References).
    private static readonly FrozenSet<string> Literal = FrozenSet.Create(
        StringComparer.Ordinal,
        "get", "exists", "register", "store", "delete", "members", "cancel", "subscribe", "unsubscribe", "publish");

    private readonly OutgoingCalls _calls = new(peer.Settings.CallIdPrefix);

    /// <summary>The streams of the connection, in both directions.</summary>
    public PeerStreams Streams { get; } = streams;

    /// <summary>The connection of the calls.</summary>
    public PeerLink Link => peer;

    /// <summary>Held while a batch is sent and while a call is canceled, so that a cancel is never sent before its call.</summary>
    public Lock Sending { get; } = new();

    /// <summary>Sends a call. It is queued when this method returns, so calls leave in the order in which they are made.</summary>
    public OutgoingCall Begin(CommandCall command, bool streams, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellationToken.ThrowIfCancellationRequested();
        var (call, request) = Prepare(command, streams);
        try
        {
            Send(request);
            return call;
        }
        catch (Exception failure)
        {
            Drop(call, failure);
            throw;
        }
    }

    /// <summary>Creates a pending call, and the request to send for it.</summary>
    public (OutgoingCall Call, Request Request) Prepare(CommandCall command, bool streams)
    {
        ArgumentNullException.ThrowIfNull(command);
        SessionTimeout.Check(command);
        var arguments = Write(command, out var argumentStreams);
        var call = _calls.Add(command, streams, peer.Remote);
        call.Streams = argumentStreams;
        var request = new Request
        {
            Id = call.Id,
            Command = command.Command,
            Arguments = arguments,
            WantsProgress = command.Progress is not null,
            WantsItems = streams,
            ItemWindow = streams && peer.Settings.Streams ? peer.Settings.Options.StreamWindowItems : 0,
            Timeout = command.Timeout,
            Trace = call.Observed is { } observed ? observed.Trace : TraceContext.Current,
        };
        return (call, request);
    }

    public Request Notification(CommandCall command)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentStreams.RefuseIn(command);
        var arguments = Write([.. command.Arguments], command.Keywords, command);
        return new Request { Command = command.Command, Arguments = arguments, WantsReply = false, Timeout = command.Timeout, Trace = TraceContext.Current };
    }

    /// <summary>Completes, with the reason, when no more answers will come and every pending call has failed.</summary>
    public Task<CommandError> Ended => _calls.Ended;

    /// <summary>The number of calls that are not answered yet.</summary>
    public int Pending => _calls.Count;

    /// <summary>Forwards a call that another peer has made, with its arguments unchanged.</summary>
    /// <exception cref="LiaisonException">The connection has ended, or the other end does not read. The call was not sent.</exception>
    /// <exception cref="NotSupportedException">The protocol has no calls in this direction.</exception>
    public RelayedCall Relay(Request request, Action<RawJson> report)
    {
        var command = new CommandCall(request.Command) { Progress = request.WantsProgress ? (value, _) => report(value) : null };
        var call = _calls.Add(command, request.WantsItems, peer.Remote);
        try
        {
            Send(new Request
            {
                Id = call.Id,
                Command = request.Command,
                Arguments = Literal.Contains(request.Command) ? request.Arguments : request.Arguments.WithEscapedData(),
                WantsProgress = request.WantsProgress,
                WantsItems = request.WantsItems,
                Timeout = request.Timeout,
                Trace = call.Observed?.Trace ?? request.Trace,
            });
            return new RelayedCall(this, call);
        }
        catch (Exception failure)
        {
            Drop(call, failure);
            throw;
        }
    }

    /// <summary>Completes when every call made so far is answered.</summary>
    public Task WhenNothingIsPending() => _calls.WhenEmpty();

    /// <summary>Queues a message.</summary>
    /// <exception cref="LiaisonException">The connection has ended, or the other end does not read.</exception>
    /// <exception cref="NotSupportedException">The protocol has no form for it.</exception>
    public void Send(Envelope message)
    {
        if (!peer.TrySend(message))
        {
            throw new LiaisonException(peer.ReasonNotSent());
        }
    }

    /// <summary>Watches a call until it is answered. Its timeout, or the caller's token, ends the call at both ends.</summary>
    public IDisposable? Watch(OutgoingCall call, CancellationToken cancellationToken)
    {
        var timeout = call.Command.Timeout;
        return timeout is null && !cancellationToken.CanBeCanceled ? null : new CallWatch(this, call, timeout, cancellationToken);
    }

    /// <summary>Ends a call that its caller no longer awaits.</summary>
    public void Cancel(OutgoingCall call, CancellationToken cancellationToken) => Abandon(call, () => call.TryCancel(cancellationToken));

    /// <summary>Ends a call whose timeout is over.</summary>
    public void RunOut(OutgoingCall call) => Abandon(call, () => call.TryFail(SessionErrors.TimedOut(call.Command)));

    /// <summary>Fails a call that could not be sent. Null is a notification, for which nothing is done.</summary>
    public void Drop(OutgoingCall? call, Exception failure)
    {
        if (call is null)
        {
            return;
        }

        _calls.Take(call.Number);
        call.Streams?.Stop();
        call.TryFail((failure as LiaisonException)?.Error ?? CommandError.From(failure, details: false));
    }

    /// <summary>Fails all pending calls, since no more answers will come.</summary>
    public void End(CommandError error)
    {
        _calls.End(error);
        Streams.End(error);
    }

    /// <summary>Passes a message to its call. A message about a call that nobody awaits is dropped.</summary>
    public void Receive(Envelope message)
    {
        switch (message)
        {
            case Response response:
                if (_calls.Take(response.Request.Id)?.TrySucceed((RawJson)response.Value!) != true)
                {
                    StreamResults.Refuse((RawJson)response.Value!);
                }

                break;
            case Fault fault:
                _calls.Take(fault.Request.Id)?.TryFail(fault.Error, peer.Settings.Dispatcher.Json);
                break;
            case Progress progress:
                Report(progress);
                break;
            case Item item:
                AddItem(item);
                break;
            default:
                Streams.Receive(message);
                break;
        }
    }

    private void Report(Progress progress)
    {
        if (_calls.Find(progress.Request.Id)?.Command is not { Progress: { } report } command)
        {
            return;
        }

        try
        {
            report((RawJson)progress.Value!, peer.Settings.Dispatcher.Json);
        }
        catch (Exception failure)
        {
            SessionLog.ReportFailed(peer.Settings.Logger, command.Command, failure);
        }
    }

    private void AddItem(Item item)
    {
        var max = peer.Settings.Options.MaxUnreadBytes;
        if (_calls.Find(item.Request.Id) is { } call && !call.TryAddItem((RawJson)item.Value!, max))
        {
            Abandon(call, () => call.TryFail(CommandError.Of(
                ErrorCode.Busy, $"More than {max} bytes of the items of '{call.Command.Command}' are unread. Read faster, or raise MaxUnreadBytes.")));
        }
    }

    /// <summary>Ends a call that is not answered yet, and tells the other end. Does nothing if the call is answered.</summary>
    private void Abandon(OutgoingCall call, Action end)
    {
        lock (Sending)
        {
            if (_calls.Take(call.Number) is not null)
            {
                end();
                peer.TrySend(new Cancel(call.Id));
            }
        }
    }

    /// <summary>The same call with serialized arguments, so that it can be sent later and more than once.</summary>
    /// <exception cref="NotSupportedException">An argument is a stream, which can be read only once.</exception>
    public CommandCall Written(CommandCall command)
    {
        ArgumentStreams.RefuseIn(command);
        return command with { Written = Write([.. command.Arguments], command.Keywords, command), IsWrittenToAttach = peer.Attaches };
    }

    private CommandArguments Write(CommandCall command, out ArgumentStreams? streams)
    {
        object?[] positional = [.. command.Arguments];
        var keywords = command.Keywords;
        streams = command.Written is null ? ArgumentStreams.Replace(Streams, positional, ref keywords) : null;
        try
        {
            return Write(positional, keywords, command);
        }
        catch
        {
            streams?.Stop();
            throw;
        }
    }

    private CommandArguments Write(object?[] positional, IReadOnlyDictionary<string, object?> keywords, CommandCall command)
    {
        if (command.Written is { } written && command.IsWrittenToAttach == peer.Attaches)
        {
            return written;
        }

        var settings = peer.Settings;
        var escape = settings.EscapesReferences && (command.ResolvesReferences ?? !Literal.Contains(command.Command));
        var arguments = CommandArguments.Of(positional, keywords, settings.Dispatcher.Json, attach: peer.Attaches, escape: escape);

        // A protocol without references must know which strings were escaped.
        return escape ? arguments : arguments.WithoutReferences();
    }
}
