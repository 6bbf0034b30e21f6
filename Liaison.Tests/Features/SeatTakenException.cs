namespace Liaison.Tests.Features;

/// <summary>What a command declares, with members of several kinds.</summary>
public class SeatTakenException(string message) : Exception(message)
{
    public int Seat { get; init; }

    public string? By { get; init; }

    public byte[] Ticket { get; init; } = [];

    public IReadOnlyList<int> Free { get; init; } = [];
}
