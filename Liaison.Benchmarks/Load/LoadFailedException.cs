namespace Liaison.Benchmarks.Load;

/// <summary>A server answered something else than it has to, or nothing, or did not come up: no figure of it means anything.</summary>
internal sealed class LoadFailedException(string message) : Exception(message);
