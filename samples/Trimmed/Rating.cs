namespace Trimmed;

public enum Rating
{
    Unrated,
    Poor,
    Good,
}
