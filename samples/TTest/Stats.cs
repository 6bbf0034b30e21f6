namespace TTest;

/// <summary>
/// Statistics like those of <c>scipy.stats</c>. The names match the same calls: <c>Stats:ttest_ind</c>, <c>equal_var</c>.
/// </summary>
public static class Stats
{
    /// <summary>Tests whether two independent samples come from populations with the same mean.</summary>
    /// <param name="a">The first sample.</param>
    /// <param name="b">The second sample.</param>
    /// <param name="equalVar">
    /// Whether the populations have the same variance (Student's test), or may have different ones (Welch's test).
    /// </param>
    /// <returns>The statistic t, and the two-sided probability of a value at least as far from 0.</returns>
    /// <exception cref="ArgumentException">A sample has fewer than two values.</exception>
    public static (double Statistic, double PValue) TTestInd(IReadOnlyList<double> a, IReadOnlyList<double> b, bool equalVar = true)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (meanA, varianceA) = Moments(a);
        var (meanB, varianceB) = Moments(b);
        var (error, freedom) = equalVar
            ? Pooled(varianceA, a.Count, varianceB, b.Count)
            : Separate(varianceA / a.Count, a.Count - 1, varianceB / b.Count, b.Count - 1);
        var t = (meanA - meanB) / error;
        return (t, StudentT.TwoSided(t, freedom));
    }

    private static (double Mean, double Variance) Moments(IReadOnlyList<double> sample)
    {
        if (sample.Count < 2)
        {
            throw new ArgumentException($"A sample has at least two values, and not {sample.Count}.", nameof(sample));
        }

        var mean = sample.Average();
        return (mean, sample.Sum(value => (value - mean) * (value - mean)) / (sample.Count - 1));
    }

    private static (double Error, double Freedom) Pooled(double varianceA, int countA, double varianceB, int countB)
    {
        var freedom = countA + countB - 2.0;
        var variance = (((countA - 1) * varianceA) + ((countB - 1) * varianceB)) / freedom;
        return (Math.Sqrt(variance * ((1.0 / countA) + (1.0 / countB))), freedom);
    }

    // The degrees of freedom are those of Welch and Satterthwaite.
    private static (double Error, double Freedom) Separate(double squareA, double freedomA, double squareB, double freedomB)
    {
        var square = squareA + squareB;
        return (Math.Sqrt(square), square * square / ((squareA * squareA / freedomA) + (squareB * squareB / freedomB)));
    }
}
