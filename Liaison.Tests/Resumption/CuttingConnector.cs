using Liaison.Transports;

namespace Liaison.Tests.Resumption;

/// <summary>Opens links that the test cuts: by its word, or each after so many frames.</summary>
/// <param name="connector">Opens the links.</param>
/// <param name="frames">After how many frames, sent and received, a link is cut; 0 never.</param>
internal sealed class CuttingConnector(ICommandConnector connector, int frames = 0) : ICommandConnector
{
    private readonly Lock _gate = new();
    private ICommandConnector _connector = connector;
    private TaskCompletionSource? _repaired;
    private CutConnection? _link;
    private int _links;

    /// <summary>How many links were opened.</summary>
    public int Links => Volatile.Read(ref _links);

    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        Task repaired;
        lock (_gate)
        {
            repaired = _repaired?.Task ?? Task.CompletedTask;
        }

        await repaired.WaitAsync(cancellationToken);
        var link = new CutConnection(await _connector.ConnectAsync(cancellationToken), frames);
        Interlocked.Increment(ref _links);
        lock (_gate)
        {
            return _link = link;
        }
    }

    /// <summary>Cuts the newest link. The next one can be opened at once.</summary>
    public async Task CutAsync()
    {
        CutConnection? link;
        lock (_gate)
        {
            link = _link;
        }

        await (link?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Cuts the newest link, and lets none be opened until <see cref="Repair"/>.</summary>
    public Task BreakAsync()
    {
        lock (_gate)
        {
            _repaired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return CutAsync();
    }

    /// <summary>Has the next links lead elsewhere. Between <see cref="BreakAsync"/> and <see cref="Repair"/>.</summary>
    public void MoveTo(ICommandConnector other) => _connector = other;

    /// <summary>Lets links be opened again.</summary>
    public void Repair()
    {
        lock (_gate)
        {
            _repaired?.SetResult();
            _repaired = null;
        }
    }
}
