namespace Liaison.Tests.Descriptions;

/// <summary>There is no such student.</summary>
public sealed class StudentNotFoundException(string message) : Exception(message)
{
    /// <summary>The number that was asked for.</summary>
    public long Id { get; init; }

    public DateOnly? LeftOn { get; init; }
}
