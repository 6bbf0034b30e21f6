using Liaison.Benchmarks.Load;

namespace Liaison.Benchmarks.Scale;

/// <summary>Measures what one command costs at one size.</summary>
/// <remarks>
/// Processor time of the whole process, the collector's included, and not time on the clock: what else the machine does then changes
/// little, and work on several threads counts in full.
/// </remarks>
/// <param name="sampleTime">The least that one sample takes.</param>
/// <param name="samples">How many samples the median is of.</param>
internal sealed class ScaleMeter(TimeSpan sampleTime, int samples)
{
    /// <summary>Measures each size; the first of them once more before, so that it does not pay for the compiler.</summary>
    public async Task<ScaleSeries> MeasureAsync(ScaleProbe probe, IReadOnlyList<int> sizes)
    {
        await MeasureAsync(probe, sizes[0]);
        var points = new List<ScalePoint>();
        foreach (var size in sizes)
        {
            points.Add(await MeasureAsync(probe, size));
        }

        return new ScaleSeries(probe.Name, probe.Grows, probe.Work, probe.IsWhole, points);
    }

    private async Task<ScalePoint> MeasureAsync(ScaleProbe probe, int size)
    {
        var before = Weigh();
        await using var subject = await probe.CreateAsync(size);
        await subject.RunAsync();
        var live = await subject.WeighAsync(Weigh) - before;
        var rounds = await CalibrateAsync(subject);
        var times = new double[samples];
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < samples; i++)
        {
            times[i] = (await TimeAsync(subject, rounds)).TotalNanoseconds;
        }

        var commands = (double)rounds * subject.Commands;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new ScalePoint(size, Spread.Of(times.Select(time => time / commands)), allocated / (commands * samples), Math.Max(0, live));
    }

    /// <summary>How many rounds make a sample. What this runs warms up too.</summary>
    private async Task<int> CalibrateAsync(IScaleSubject subject)
    {
        for (var rounds = 1; ; rounds *= 2)
        {
            if (await TimeAsync(subject, rounds) >= sampleTime)
            {
                return rounds;
            }
        }
    }

    private static async Task<TimeSpan> TimeAsync(IScaleSubject subject, int rounds)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < rounds; i++)
        {
            await subject.RunAsync();
        }

        return Environment.CpuUsage.TotalTime - start;
    }

    private static long Weigh()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
