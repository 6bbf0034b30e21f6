namespace Liaison.Benchmarks.Charts;

/// <summary>A logarithmic axis, from one power of ten to another.</summary>
/// <param name="From">The exponent that it begins at.</param>
/// <param name="To">The exponent that it ends at; more than <paramref name="From"/>.</param>
/// <param name="Start">Where on the picture it begins.</param>
/// <param name="End">Where it ends.</param>
internal sealed record LogAxis(int From, int To, double Start, double End)
{
    /// <summary>The powers of ten on it.</summary>
    public IEnumerable<double> Powers => Enumerable.Range(From, To - From + 1).Select(exponent => Math.Pow(10, exponent));

    /// <summary>The shortest that holds all values, which are above 0.</summary>
    public static LogAxis Over(IEnumerable<double> values, double start, double end)
    {
        double[] logs = [.. values.Select(Math.Log10)];
        var from = (int)Math.Floor(logs.Min());
        return new LogAxis(from, Math.Max(from + 1, (int)Math.Ceiling(logs.Max())), start, end);
    }

    /// <summary>Where a value stands on the picture.</summary>
    public double At(double value) => Start + ((Math.Log10(value) - From) / (To - From) * (End - Start));
}
