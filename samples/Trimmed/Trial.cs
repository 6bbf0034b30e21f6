namespace Trimmed;

/// <summary>One trial of an experiment. The front end sends it and receives it.</summary>
public sealed record Trial(string Name, int Repeats = 1, Rating Rating = Rating.Unrated)
{
    public List<string> Tags { get; set; } = [];
}
