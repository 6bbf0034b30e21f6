namespace TypedTrimmed;

/// <summary>One take.</summary>
public sealed record Take(int Number, string Title, TimeSpan Length);
