namespace Liaison.Commands;

/// <summary>A command that runs at one moment.</summary>
/// <param name="Command">Its name.</param>
/// <param name="Transport">What its caller came over.</param>
/// <param name="For">How long it has run.</param>
internal readonly record struct RunningState(string Command, string Transport, TimeSpan For);
