namespace Liaison.Commands;

/// <summary>What a lane does at one moment.</summary>
/// <param name="Name">Its name; null for that of all commands that name none.</param>
/// <param name="Target">The name of the object whose lane it is; null where it is none's.</param>
/// <param name="Running">The command that has the turn; null where none has.</param>
/// <param name="RunningFor">How long it has had it; zero where none has.</param>
/// <param name="Waiting">How many calls wait for the turn.</param>
internal readonly record struct LaneState(string? Name, string? Target, string? Running, TimeSpan RunningFor, int Waiting)
{
    public bool IsIdle => Running is null && Waiting == 0;
}
