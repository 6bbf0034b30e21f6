namespace Liaison.Tests.Companions.Exposure.Open;

/// <summary>All that a peer may reach of an object whose own type is internal.</summary>
public interface IReading
{
    string Title { get; }

    string Read(int page);
}
