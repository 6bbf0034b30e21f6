using System.Diagnostics;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Client;

/// <summary>Measures how long a call has taken. The time limit of the call also counts while it waits for a connection.</summary>
internal readonly struct CallClock
{
    private readonly CommandCall _command;
    private readonly long _began;

    private CallClock(CommandCall command, long began) => (_command, _began) = (command, began);

    /// <exception cref="ArgumentOutOfRangeException">The time limit of the call is out of range.</exception>
    public static CallClock Start(CommandCall command)
    {
        SessionTimeout.Check(command);
        return new CallClock(command, command.Timeout is null ? 0 : Stopwatch.GetTimestamp());
    }

    /// <summary>The call with the time that remains as its time limit.</summary>
    /// <exception cref="LiaisonException">No time remains.</exception>
    public CommandCall Rest(CommandCall command) => _command.Timeout is null ? command : command with { Timeout = Left() };

    /// <summary>Waits for a task, but not longer than the call's time limit.</summary>
    /// <exception cref="LiaisonException">The task took longer.</exception>
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

        // The shortest time limit that a call may have is 1 ms.
        var shortest = TimeSpan.FromMilliseconds(1);
        return left <= TimeSpan.Zero ? throw new LiaisonException(ClientErrors.TimedOut(_command)) : left < shortest ? shortest : left;
    }
}
