using Liaison.Transports;

namespace Liaison.Resumption;

/// <summary>Opens sessions that survive the loss of their link. The host must set <c>HostOptions.ResumeTimeout</c>.</summary>
/// <remarks>
/// <para>
/// The returned connection reconnects by itself. No message is lost or arrives twice. Without
/// a link, receiving waits, and sending waits once the buffer is full. The connection ends if
/// the host does not accept the session again within the time that the host has set.
/// </para>
/// <para>One connector can open many connections, from any thread.</para>
/// </remarks>
public sealed class ResumingConnector : ICommandConnector
{
    private readonly ICommandConnector _connector;
    private readonly ResumeOptions _options;

    /// <summary>Creates a connector. It opens no connection yet.</summary>
    /// <param name="connector">Opens the links, with the same credential each time.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ResumingConnector(ICommandConnector connector, ResumeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connector);
        _connector = connector;
        _options = options ?? new ResumeOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">Nothing answers at the address, or the host does not resume sessions.</exception>
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

    // Connects, and sends the first message. The answer is null if there is none, or if it is not a message of this layer.
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
