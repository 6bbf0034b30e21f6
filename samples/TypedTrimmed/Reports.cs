namespace TypedTrimmed;

/// <summary>Keeps the reported values, in order.</summary>
internal sealed class Reports : IProgress<int>
{
    public List<int> All { get; } = [];

    public void Report(int value) => All.Add(value);
}
