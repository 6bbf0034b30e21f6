using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Resumption;

/// <summary>The client's end of one session. It reconnects whenever the link is lost.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer of its own: there is nothing to dispose.")]
internal sealed class SessionKeeper
{
    private readonly ResumeOptions _options;
    private readonly Func<ControlFrame, CancellationToken, Task<(ICommandConnection Link, ControlFrame? Answer)>> _ask;
    private readonly CancellationTokenSource _over = new();
    private string _key = "";
    private TimeSpan _timeout;

    /// <summary>Creates a session without a link.</summary>
    /// <param name="remote">The host.</param>
    /// <param name="options">The limits, and the delays between attempts.</param>
    /// <param name="ask">Connects, sends the first message, and returns the answer.</param>
    public SessionKeeper(PeerInfo remote, ResumeOptions options, Func<ControlFrame, CancellationToken, Task<(ICommandConnection Link, ControlFrame? Answer)>> ask)
    {
        (_options, _ask) = (options, ask);
        Connection = new ResumableConnection(remote, options.BufferBytes, loss => _ = Task.Run(() => ResumeAsync(loss)));
        _ = Connection.Over.ContinueWith(
            static (_, over) => ((CancellationTokenSource)over!).Cancel(), _over, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public ResumableConnection Connection { get; }

    /// <summary>Attaches the first link, on which the host has opened the session.</summary>
    public void Begin(ICommandConnection link, ControlFrame session) => TryAttach(link, session);

    private bool TryAttach(ICommandConnection link, ControlFrame session)
    {
        (_key, _timeout) = (session.Key, TimeSpan.FromMilliseconds(Math.Clamp(session.Milliseconds, 0, int.MaxValue)));
        return Connection.Attach(link, session.Received, static received => new ControlFrame(ControlKind.Ack, Received: received)) is not null;
    }

    // Never runs twice at the same time: a link can be lost only after it was attached.
    private async Task ResumeAsync(int loss)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        giveUp.CancelAfter(_timeout);
        try
        {
            var delay = _options.FirstDelay;
            while (!await TryResumeAsync(giveUp.Token).ConfigureAwait(false))
            {
                await Task.Delay(delay * (0.5 + (Random.Shared.NextDouble() / 2)), giveUp.Token).ConfigureAwait(false);
                delay = delay * 2 < _options.LongestDelay ? delay * 2 : _options.LongestDelay;
            }
        }
        catch (OperationCanceledException)
        {
            Connection.EndIfStillLost(loss);
        }
    }

    // False: try again. Ends the session if the host will never accept it again.
    private async Task<bool> TryResumeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var question = new ControlFrame(ControlKind.Resume, _key, Connection.Received);
            var (link, answer) = await _ask(question, cancellationToken).ConfigureAwait(false);
            if (answer is { Kind: ControlKind.Session } session && TryAttach(link, session))
            {
                return true;
            }

            await link.DisposeAsync().ConfigureAwait(false);
            if (answer is not null)
            {
                Connection.End();
                return true;
            }
        }
        catch (HostGoneException)
        {
            Connection.End();
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The host does not answer at present.
        }

        return false;
    }
}
