namespace Liaison.Tests.Hosting;

/// <summary>Where a command of <see cref="GatedCompanion"/> waits until the test lets it go on.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a command waits here.</summary>
    public Task Entered => _entered.Task;

    /// <summary>Ends when the token of the command that waits here has fired.</summary>
    public Task Canceled => _canceled.Task;

    public bool IsEntered => _entered.Task.IsCompleted;

    public void Open() => _opened.TrySetResult();

    /// <summary>Waits until the gate is open.</summary>
    /// <param name="obeys">Whether the wait ends when the token fires.</param>
    /// <param name="cancellationToken">The command's token.</param>
    public async Task PassAsync(bool obeys, CancellationToken cancellationToken)
    {
        // Of two callbacks of a token the later one runs first, so that the wait may be over before this one has run.
        await using var registration = cancellationToken.Register(() => _canceled.TrySetResult());
        _entered.TrySetResult();
        try
        {
            await _opened.Task.WaitAsync(obeys ? cancellationToken : CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            _canceled.TrySetResult();
            throw;
        }
    }
}
