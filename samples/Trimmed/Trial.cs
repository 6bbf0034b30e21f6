namespace Trimmed;

/// <summary>One trial of an experiment, as the front end sends it and gets it back.</summary>
public sealed record Trial(string Name, int Repeats = 1, Rating Rating = Rating.Unrated)
{
    public List<string> Tags { get; set; } = [];
}
