namespace Liaison.Commands;

/// <summary>The state of a lane at one moment.</summary>
/// <param name="Name">Its name; null for the lane of all commands that name none.</param>
/// <param name="Target">The name of the lane's object; null if the lane does not belong to an object.</param>
/// <param name="Running">The command that has the turn; null if there is none.</param>
/// <param name="RunningFor">How long that command has had the turn; zero if there is none.</param>
/// <param name="Waiting">How many calls wait for the turn.</param>
internal readonly record struct LaneState(string? Name, string? Target, string? Running, TimeSpan RunningFor, int Waiting)
{
    public bool IsIdle => Running is null && Waiting == 0;
}
