namespace Liaison.Tests.Contracts;

/// <summary>A value of a contract.</summary>
public sealed record Sample(string Name, double Value, DateTimeOffset? Taken = null);
