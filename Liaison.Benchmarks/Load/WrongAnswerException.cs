namespace Liaison.Benchmarks.Load;

/// <summary>A server answered something else than it has to, or nothing: no figure of it means anything.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);
