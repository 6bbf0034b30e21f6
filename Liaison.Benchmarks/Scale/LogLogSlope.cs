namespace Liaison.Benchmarks.Scale;

/// <summary>How fast a cost grows with a size, as the power of the size that comes closest.</summary>
internal static class LogLogSlope
{
    /// <summary>The slope of the line through the logarithms with the least squares; not a number where there are fewer than two sizes.</summary>
    /// <param name="points">Sizes and costs. Those that are not above 0 have no logarithm, and are left out.</param>
    public static double Of(IEnumerable<(double Size, double Cost)> points)
    {
        var logs = points
            .Where(point => point is { Size: > 0, Cost: > 0 })
            .Select(point => (X: Math.Log(point.Size), Y: Math.Log(point.Cost)))
            .ToArray();
        if (logs.Length < 2)
        {
            return double.NaN;
        }

        var (meanX, meanY) = (logs.Average(log => log.X), logs.Average(log => log.Y));
        return logs.Sum(log => (log.X - meanX) * (log.Y - meanY)) / logs.Sum(log => (log.X - meanX) * (log.X - meanX));
    }
}
