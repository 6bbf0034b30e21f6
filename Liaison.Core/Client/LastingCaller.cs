using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Client;

/// <summary>
/// Calls a host over one connection after the other. A call that cannot be sent waits for the next connection. Thread-safe.
/// </summary>
internal sealed class LastingCaller(HostLink link) : ICommandCaller
{
    public async Task<T?> InvokeAsync<T>(CommandCall command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfNegative(command.Retries);
        var clock = CallClock.Start(command);
        if (command.Retries > 0)
        {
            command = link.Last.Peer.Caller.Written(command);
        }

        for (var retries = command.Retries; ; retries--)
        {
            var sent = await BeginAsync(command, streams: false, clock, cancellationToken).ConfigureAwait(false);
            try
            {
                return await sent.Session.Host.AnswerAsync<T>(sent.Call!, cancellationToken).ConfigureAwait(false);
            }
            catch (LiaisonException failure) when (retries > 0 && ClientSession.IsLoss(failure))
            {
                // The caller allows retries, so the command may safely run twice.
            }
        }
    }

    public async IAsyncEnumerable<T?> StreamAsync<T>(CommandCall command, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var sent = await BeginAsync(command, streams: true, CallClock.Start(command), cancellationToken).ConfigureAwait(false);
        await foreach (var item in sent.Session.Host.ItemsAsync<T>(command, sent.Call, cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    public Task NotifyAsync(CommandCall command, CancellationToken cancellationToken = default)
    {
        try
        {
            ArgumentNullException.ThrowIfNull(command);
            cancellationToken.ThrowIfCancellationRequested();
            var written = link.Last.Peer.Caller.Written(command);
            var unsent = new Unsent(command.Command, BytesOf(written), session =>
            {
                session.Peer.Caller.Send(session.Peer.Caller.Notification(written));
                return null;
            });
            link.Send(unsent);
            return unsent.Sent.IsFaulted ? unsent.Sent : Task.CompletedTask;
        }
        catch (Exception failure)
        {
            return Task.FromException(failure);
        }
    }

    public CommandBatch CreateBatch() => new LastingBatch(link);

    /// <summary>The size in bytes of the written arguments of a call.</summary>
    public static long BytesOf(CommandCall written)
    {
        var bytes = 0L;
        for (var i = 0; i < written.Written!.Count; i++)
        {
            bytes += written.Written[i].Json.Length;
        }

        return bytes;
    }

    // A call is queued (to send or to wait) before its task is returned, so calls leave in the order in which they were made.
    private ValueTask<SentCall> BeginAsync(CommandCall command, bool streams, CallClock clock, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return command.Contract is not null ? SendAgreedAsync(command, streams, clock, cancellationToken)
            : TryBegin(link.Session, command, streams, clock, cancellationToken) is { } sent ? new ValueTask<SentCall>(sent)
            : SendLaterAsync(UnsentOf(command, streams, clock), clock, cancellationToken);
    }

    /// <summary>Sends a call over a connection; null if there is none or if it has ended.</summary>
    private static SentCall? TryBegin(ClientSession? session, CommandCall command, bool streams, CallClock clock, CancellationToken cancellationToken)
    {
        try
        {
            return session is null ? null : new SentCall(session, session.Peer.Caller.Begin(clock.Rest(command), streams, cancellationToken));
        }
        catch (LiaisonException failure) when (ClientSession.IsEnd(failure))
        {
            return null;
        }
    }

    /// <summary>Sends a contract's call over a connection whose host has accepted the contract.</summary>
    private async ValueTask<SentCall> SendAgreedAsync(CommandCall command, bool streams, CallClock clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            var session = link.Session;
            if (session is not null && await AgreesAsync(session, command.Contract!, clock, cancellationToken).ConfigureAwait(false)
                && TryBegin(session, command, streams, clock, cancellationToken) is { } sent)
            {
                return sent;
            }

            var unsent = UnsentOf(command, streams, clock);
            if (link.TryWait(unsent, session))
            {
                return await WaitAsync(unsent, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether a host accepts a contract; false if its connection has ended.</summary>
    /// <exception cref="LiaisonException">The host does not accept the contract.</exception>
    private static async ValueTask<bool> AgreesAsync(ClientSession session, GeneratedContract contract, CallClock clock, CancellationToken cancellationToken)
    {
        var agreed = session.Checks.EnsureAsync(contract);
        if (agreed.IsCompletedSuccessfully)
        {
            return true;
        }

        try
        {
            await clock.WaitAsync(agreed, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LiaisonException failure) when (ClientSession.IsEnd(failure))
        {
            return false;
        }
    }

    private Unsent UnsentOf(CommandCall command, bool streams, CallClock clock)
    {
        var written = link.Last.Peer.Caller.Written(command);
        return new Unsent(command.Command, BytesOf(written), session => session.Peer.Caller.Begin(clock.Rest(written), streams, CancellationToken.None))
        {
            Contract = command.Contract,
        };
    }

    private ValueTask<SentCall> SendLaterAsync(Unsent unsent, CallClock clock, CancellationToken cancellationToken)
    {
        link.Send(unsent);
        return WaitAsync(unsent, clock, cancellationToken);
    }

    private async ValueTask<SentCall> WaitAsync(Unsent unsent, CallClock clock, CancellationToken cancellationToken)
    {
        try
        {
            await clock.WaitAsync(unsent.Sent, cancellationToken).ConfigureAwait(false);
            return await unsent.Sent.ConfigureAwait(false);
        }
        catch
        {
            if (link.Abandon(unsent) is { Call: { } call } sent)
            {
                // The call was sent just now, and nobody awaits its answer.
                sent.Session.Peer.Caller.Cancel(call, cancellationToken);
            }

            throw;
        }
    }
}
