using System.Numerics;

namespace Liaison.Inspection;

/// <summary>Counts durations in steps of one eighth of their size, from a microsecond to some weeks. Thread-safe.</summary>
internal sealed class LatencyHistogram
{
    private const int Exact = 16;
    private const int StepBits = 3;
    private const int MaxExponent = 40;
    private const int Steps = Exact + ((MaxExponent - StepBits) << StepBits);

    private readonly long[] _counts = new long[Steps];

    public void Add(TimeSpan duration) => Interlocked.Increment(ref _counts[StepOf((long)duration.TotalMicroseconds)]);

    /// <summary>The current count of each step.</summary>
    public long[] Snapshot()
    {
        var counts = new long[Steps];
        for (var i = 0; i < Steps; i++)
        {
            counts[i] = Volatile.Read(ref _counts[i]);
        }

        return counts;
    }

    /// <summary>The counts since an earlier snapshot.</summary>
    public static long[] Difference(long[] now, long[]? before) =>
        before is null ? now : [.. now.Select((count, step) => count - before[step])];

    /// <summary>The duration in milliseconds that the given part of all calls, from 0 to 1, does not exceed; 0 without calls.</summary>
    public static double Percentile(long[] counts, double part)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(counts.Sum() * part));
        var seen = 0L;
        for (var step = 0; step < counts.Length; step++)
        {
            seen += counts[step];
            if (seen >= wanted)
            {
                return UpperBound(step) / 1_000.0;
            }
        }

        return 0;
    }

    private static int StepOf(long microseconds)
    {
        if (microseconds < Exact)
        {
            return (int)Math.Max(0, microseconds);
        }

        var exponent = Math.Min(MaxExponent, BitOperations.Log2((ulong)microseconds));
        var part = exponent == MaxExponent ? (1 << StepBits) - 1 : (int)(microseconds >> (exponent - StepBits)) & ((1 << StepBits) - 1);
        return Exact + ((exponent - StepBits - 1) << StepBits) + part;
    }

    private static long UpperBound(int step)
    {
        if (step < Exact)
        {
            return step;
        }

        var exponent = ((step - Exact) >> StepBits) + StepBits + 1;
        var part = (step - Exact) & ((1 << StepBits) - 1);
        return (((1L << StepBits) + part + 1) << (exponent - StepBits)) - 1;
    }
}
