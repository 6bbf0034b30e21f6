using System.ComponentModel;
using System.Diagnostics;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A connection to a process. Closing the connection ends the process.</summary>
internal sealed class ProcessConnection(ICommandConnection streams, Process process, TimeSpan exitTimeout) : ICommandConnection
{
    private int _isDisposed;

    public PeerInfo Remote => streams.Remote;

    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => streams.ReceiveAsync(cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) =>
        streams.SendAsync(frames, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        using (process)
        {
            // The end of its standard input asks the process to end.
            await streams.DisposeAsync().ConfigureAwait(false);
            using var deadline = new CancellationTokenSource(exitTimeout);
            try
            {
                await process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                await KillAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask KillAsync()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // The process ended in the meantime, or this user may not kill a part of its tree.
        }
    }
}
