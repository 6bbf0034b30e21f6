namespace Liaison.Tests.Contracts;

/// <summary>An exception whose message is made of its members.</summary>
public sealed class SampleLostException(string name, int shelf) : Exception($"The sample {name} is not on shelf {shelf}.")
{
    public string Name { get; } = name;

    public int Shelf { get; } = shelf;
}
