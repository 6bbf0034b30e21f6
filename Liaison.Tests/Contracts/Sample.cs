namespace Liaison.Tests.Contracts;

/// <summary>A value of a contract.</summary>
/// <param name="Name">What is written on it.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Taken">When it was taken.</param>
public sealed record Sample(string Name, double Value, DateTimeOffset? Taken = null);
