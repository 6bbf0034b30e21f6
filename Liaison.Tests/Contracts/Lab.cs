using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Liaison.Commands;


namespace Liaison.Tests.Contracts;

/// <summary>Implements the contract, and tells a test what becomes of its members.</summary>
internal sealed class Lab : ILab
{
    private readonly Channel<Sample> _measured = Channel.CreateUnbounded<Sample>();
    private readonly Channel<string> _alarms = Channel.CreateBounded<string>(1);

    /// <summary>Ends when <c>Wait</c>, or <c>Forever</c>, was canceled or left.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when <c>Wait</c> has begun.</summary>
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when nobody reads the measurements any more.</summary>
    public TaskCompletionSource Unread { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Resets { get; private set; }

    /// <summary>Gives a measurement to whoever reads them.</summary>
    public void Measure(Sample sample) => _measured.Writer.TryWrite(sample);

    /// <summary>Gives an alarm to the reader of the alarms. Completes when the alarm before has been read.</summary>
    public ValueTask RaiseAsync(string alarm, CancellationToken cancellationToken) => _alarms.Writer.WriteAsync(alarm, cancellationToken);

    public Task<double> AddAsync(double x, double y = 10, CancellationToken cancellationToken = default) => Task.FromResult(x + y);

    public ValueTask<Sample> FindAsync(string name) => new(new Sample(name, 1.5, DateTimeOffset.UnixEpoch));

    public Task ResetAsync()
    {
        Resets++;
        return Task.CompletedTask;
    }

    public async ValueTask TouchAsync()
    {
        await Task.Yield();
        Resets++;
    }

    public Task<string?> NicknameAsync(string name) => Task.FromResult<string?>(null);

    public Task<int> TotalAsync(params int[] values) => Task.FromResult(values.Sum());

    public Task<IReadOnlyList<string>> LabelsAsync(string first, IReadOnlyDictionary<string, string>? more = null) =>
        Task.FromResult<IReadOnlyList<string>>([first, .. (more ?? new Dictionary<string, string>()).Select(pair => $"{pair.Key}={pair.Value}")]);

    public Task<int> MeasureAsync(int times, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < times; i++)
        {
            progress?.Report(i);
        }

        return Task.FromResult(times);
    }

    public async Task<string> WaitAsync(CancellationToken cancellationToken = default)
    {
        Entered.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return "never";
        }
        finally
        {
            Left.TrySetResult();
        }
    }

    public async IAsyncEnumerable<Sample> ReadAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return new Sample($"s{i}", i);
        }
    }

    public async IAsyncEnumerable<int> ForeverAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return i;
            }
        }
        finally
        {
            Left.TrySetResult();
        }
    }

    public Task<Sample> LoseAsync(string name, bool isSpoilt = false) => throw (isSpoilt
        ? new SampleSpoiltException("It was left in the sun.") { Sample = new Sample(name, 2), Reasons = ["sun", "heat"] }
        : new SampleLostException(name, 7));

    public async IAsyncEnumerable<int> LoseAfterAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }

        throw new SampleLostException("last", count);
    }

    public Task<string> AskAsync(string question, CommandContext? context = null) => context!.Peer!.As<IWindow>().ConfirmAsync(question);

    public async IAsyncEnumerable<Sample> Measured([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var sample in _measured.Reader.ReadAllAsync(cancellationToken))
            {
                yield return sample;
            }
        }
        finally
        {
            Unread.TrySetResult();
        }
    }

    public IAsyncEnumerable<string> Alarms => _alarms.Reader.ReadAllAsync();
}
