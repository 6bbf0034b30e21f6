using Desktop;
using Liaison.Client;
using Liaison.Transports;

namespace Liaison.Tests.Samples;

/// <summary>The application of samples/Desktop on a thread of its own, with pages that are rendered when a test says so, and a front end.</summary>
internal sealed class DesktopRun : IAsyncDisposable
{
    private readonly InMemoryTransport _transport = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MessageLoop Loop { get; } = new();

    public Window Window { get; private set; } = null!;

    public LiaisonClient Client { get; private set; } = null!;

    /// <summary>Has a permit for each page that has begun.</summary>
    public SemaphoreSlim Begun { get; } = new(0);

    /// <summary>Takes a permit for each page that is to end.</summary>
    public SemaphoreSlim MayEnd { get; } = new(0);

    /// <summary>Ends when the application has.</summary>
    public Task Ended => _ended.Task;

    public static async Task<DesktopRun> StartAsync(CancellationToken cancellationToken)
    {
        var run = new DesktopRun();
        new Thread(run.Run) { IsBackground = true }.Start();
        await run._started.Task.WaitAsync(cancellationToken);
        run.Client = await LiaisonClient.ConnectAsync(new InMemoryConnector(run._transport), cancellationToken: cancellationToken);
        return run;
    }

    /// <summary>Posts a message to the window's loop; the task ends when the loop has taken it.</summary>
    public Task PostAsync(Action message)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Loop.Post(
            _ =>
            {
                try
                {
                    message();
                    done.SetResult();
                }
                catch (Exception failure)
                {
                    done.SetException(failure);
                }
            },
            null);
        return done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Ended.IsCompleted)
        {
            await PostAsync(Window.Close);
            await Ended;
        }

        await Client.DisposeAsync();
        Loop.Dispose();
        Begun.Dispose();
        MayEnd.Dispose();
    }

    private void Run()
    {
        try
        {
            Loop.Run(() =>
            {
                Window = new Window(_ => { });
                return DesktopApplication.RunAsync(Loop, Window, _transport, Render, _started.SetResult);
            });
            _ended.SetResult();
        }
        catch (Exception failure)
        {
            _started.TrySetException(failure);
            _ended.SetException(failure);
        }
    }

    private void Render(int page, CancellationToken cancellationToken)
    {
        Begun.Release();
        MayEnd.Wait(cancellationToken);
    }
}
