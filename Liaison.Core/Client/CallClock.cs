using System.Diagnostics;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Client;

/// <summary>How long a call has been under way: its time limit goes on while it waits for a connection.</summary>
internal readonly struct CallClock
{
    private readonly CommandCall _command;
    private readonly long _began;

    private CallClock(CommandCall command, long began) => (_command, _began) = (command, began);

    public static CallClock Start(CommandCall command) => new(command, command.Timeout is null ? 0 : Stopwatch.GetTimestamp());

    /// <summary>The call with the time that is left to it.</summary>
    /// <exception cref="LiaisonException">None is.</exception>
    public CommandCall Rest(CommandCall command) => _command.Timeout is null ? command : command with { Timeout = Left() };

    /// <summary>Waits, but no longer than the call may take.</summary>
    /// <exception cref="LiaisonException">It took longer.</exception>
    public async Task WaitAsync(Task task, CancellationToken cancellationToken)
    {
        var command = _command;
        try
        {
            await task.WaitAsync(command.Timeout is null ? Timeout.InfiniteTimeSpan : Left(), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsFaulted)
        {
            if (!task.IsCompleted)
            {
                throw new LiaisonException(ClientErrors.TimedOut(command));
            }
        }
    }

    private TimeSpan Left()
    {
        var left = _command.Timeout!.Value - Stopwatch.GetElapsedTime(_began);

        // What a call's time limit is at least.
        return left >= TimeSpan.FromMilliseconds(1) ? left : throw new LiaisonException(ClientErrors.TimedOut(_command));
    }
}
