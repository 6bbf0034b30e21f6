using NUnit.Framework;
using TTest;

namespace Liaison.Tests.Samples;

/// <summary>The t-test of the sample gives what scipy 1.10.1 gives.</summary>
internal sealed class StatsTests
{
    private static readonly double[] A = [0.5982758, 0.67019733, 0.68617796, 0.28764011];
    private static readonly double[] B = [0.41138649, 1.67023998, 1.0420896, 1.49671732];

    private static TestCaseData[] Known =>
    [
        new(A, B, false, -2.008309436290938, 0.1217799378120249),
        new(A, B, true, -2.008309436290938, 0.09136827120411925),
        new(new double[] { 1, 2, 3, 4, 5 }, new[] { 2, 3, 4, 5, 6.5 }, false, -1.0440737953277486, 0.32726038574240446),
        new(new double[] { 1, 2, 3, 4, 5 }, new[] { 11, 12, 13, 14, 15.5 }, true, -9.58649575710024, 1.1623813363590904e-05),
        new(new double[] { 1, 1 }, new double[] { 1, 1 }, true, double.NaN, double.NaN),
    ];

    [TestCaseSource(nameof(Known))]
    public void A_t_test_gives_what_scipy_gives(double[] a, double[] b, bool equalVar, double statistic, double pValue)
    {
        var result = Stats.TTestInd(a, b, equalVar);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Statistic, Is.EqualTo(statistic).Within(1e-12).Percent);
            Assert.That(result.PValue, Is.EqualTo(pValue).Within(1e-10).Percent);
        }
    }

    [Test]
    public void A_sample_of_one_value_is_refused() =>
        Assert.That(() => Stats.TTestInd([1], B), Throws.ArgumentException.With.Message.Contains("at least two values"));

    [TestCase(0, 2, 3, 0)]
    [TestCase(1, 2, 3, 1)]
    [TestCase(0.25, 0.5, 0.5, 1.0 / 3)]
    [TestCase(0.3, 1, 1, 0.3)]
    [TestCase(0.4, 2, 3, 0.5248)]
    [TestCase(0.5, 5, 5, 0.5)]
    [TestCase(0.9, 10, 0.5, 0.15164090963470997)]
    [TestCase(0.01, 0.5, 10, 0.3420718248432155)]
    [TestCase(0.2, 150, 0.5, 7.338598009027858e-107)]
    [TestCase(0.99, 500, 0.5, 0.0015273578790525328)]
    [TestCase(0.9999, 50_000, 0.5, 0.001565019762228878)]
    [TestCase(double.NaN, 2, 3, double.NaN)]
    public void The_incomplete_beta_function_gives_what_scipy_gives(double x, double a, double b, double value) =>
        Assert.That(Beta.Regularized(x, a, b), Is.EqualTo(value).Within(1e-8).Percent);
}
