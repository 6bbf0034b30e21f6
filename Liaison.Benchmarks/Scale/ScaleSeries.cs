namespace Liaison.Benchmarks.Scale;

/// <summary>What was measured as one thing grew.</summary>
/// <param name="Name">The probe's name.</param>
/// <param name="Grows">What the size counts.</param>
/// <param name="Work">What was measured.</param>
/// <param name="IsWhole">Whether one command's cost is the total, and not that of one command for each.</param>
/// <param name="Points">One for each size, ascending.</param>
internal sealed record ScaleSeries(string Name, string Grows, string Work, bool IsWhole, IReadOnlyList<ScalePoint> Points)
{
    /// <summary>What no exponent is to exceed.</summary>
    public const double MaxExponent = 1.1;

    // Below this what is weighed is mostly what the runtime happens to keep.
    private const long LeastWeighed = 64 << 10;

    /// <summary>The exponent of the total processor time: 1 where each more costs as much as the first, 2 where it costs as much as all others.</summary>
    public double TimeExponent => LogLogSlope.Of(Points.Select(point => ((double)point.Size, TotalOf(point))));

    /// <summary>The exponent of the memory: of what one command allocates where it deals with all, of what is held otherwise. Not a number where there is too little to tell.</summary>
    public double MemoryExponent => LogLogSlope.Of(Points
        .Select(point => ((double)point.Size, Memory: IsWhole ? point.AllocatedBytes : point.LiveBytes))
        .Where(point => IsWhole || point.Memory >= LeastWeighed));

    private double TotalOf(ScalePoint point) => IsWhole ? point.Nanoseconds.Median : point.Nanoseconds.Median * point.Size;
}
