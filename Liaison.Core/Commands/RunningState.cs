namespace Liaison.Commands;

/// <summary>A command that is running at one moment.</summary>
/// <param name="Command">Its name.</param>
/// <param name="Transport">The transport of its caller.</param>
/// <param name="For">How long it has been running.</param>
internal readonly record struct RunningState(string Command, string Transport, TimeSpan For);
