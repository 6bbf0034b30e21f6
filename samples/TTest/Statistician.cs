using Liaison.Client;
using Liaison.Commands;

namespace TTest;

/// <summary>Commands of a host that uses scipy through liaison-py.</summary>
internal sealed class Statistician(LiaisonClient python)
{
    [Command("compare", Summary = "The probability that two samples have one mean.")]
    public async Task<double> CompareAsync(double[] a, double[] b)
    {
        var (_, pValue) = await python.RunAsync<(double, double)>("scipy.stats:ttest_ind", [a, b], new Dictionary<string, object?> { ["equal_var"] = false });
        return pValue;
    }
}
