namespace Liaison.Tests.Contracts;

/// <summary>An exception with members that are set.</summary>
public sealed class SampleSpoiltException(string message) : Exception(message)
{
    public Sample? Sample { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];
}
