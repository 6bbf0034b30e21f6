namespace TypedTrimmed;

/// <summary>Keeps what is reported, in order.</summary>
internal sealed class Reports : IProgress<int>
{
    public List<int> All { get; } = [];

    public void Report(int value) => All.Add(value);
}
