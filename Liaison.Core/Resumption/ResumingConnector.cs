using Liaison.Transports;

namespace Liaison.Resumption;

/// <summary>
/// Opens sessions that survive the loss of their link: the connection that it gives connects again by itself, and nothing that was sent is
/// lost or arrives twice. The host must have <c>HostOptions.ResumeTimeout</c>.
/// </summary>
/// <remarks>
/// While there is no link receiving waits, and sending waits once the buffer is full. The connection ends where the host does not take the
/// session back within the time that the host has named. Any number may be opened, from any thread.
/// </remarks>
public sealed class ResumingConnector : ICommandConnector
{
    private readonly ICommandConnector _connector;
    private readonly ResumeOptions _options;

    /// <summary>Makes a connector; nothing is opened yet.</summary>
    /// <param name="connector">Opens the links, with the same credential each time.</param>
    /// <param name="options">What to do differently; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public ResumingConnector(ICommandConnector connector, ResumeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connector);
        _connector = connector;
        _options = options ?? new ResumeOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">Nobody answers there, or the host resumes no sessions.</exception>
    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var (link, answer) = await AskAsync(new ControlFrame(ControlKind.Open), cancellationToken).ConfigureAwait(false);
        if (answer is not { Kind: ControlKind.Session } session)
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw new IOException(answer is { Kind: ControlKind.Refused } refusal
                ? $"{link.Remote.Address} opened no session that can be resumed: {refusal.Text}"
                : $"{link.Remote.Address} resumes no sessions. Set HostOptions.ResumeTimeout there, or connect without resuming.");
        }

        var keeper = new SessionKeeper(link.Remote, _options, AskAsync);
        keeper.Begin(link, session);
        return keeper.Connection;
    }

    // Connects, and sends the first message. The answer is null where it is none of this layer, or there is none.
    private async Task<(ICommandConnection Link, ControlFrame? Answer)> AskAsync(ControlFrame question, CancellationToken cancellationToken)
    {
        var link = await _connector.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(_options.AnswerTimeout);
            await link.SendAsync(new[] { question.ToFrame() }, patience.Token).ConfigureAwait(false);
            var answer = await link.ReceiveAsync(patience.Token).ConfigureAwait(false);
            return (link, answer is { } frame ? ControlFrame.Read(frame) : null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"{link.Remote.Address} did not answer within {_options.AnswerTimeout.TotalSeconds:0.#} s. Check that a host of Liaison is served there.");
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
