namespace TTest;

/// <summary>The beta function, and its incomplete integral.</summary>
public static class Beta
{
    private const int MaxTerms = 100_000;

    /// <summary>The regularized incomplete beta function I_x(a, b) (Digital Library of Mathematical Functions, 8.17).</summary>
    /// <param name="x">From 0 to 1; NaN gives NaN.</param>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    public static double Regularized(double x, double a, double b)
    {
        if (x is 0 or 1 or double.NaN)
        {
            return x;
        }

        // The fraction converges fast only on this side of the mean. I_x(a, b) = 1 - I_(1-x)(b, a) maps the other side to this one.
        if (x > (a + 1) / (a + b + 2))
        {
            return 1 - Regularized(1 - x, b, a);
        }

        var factor = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) - LogBeta(a, b)) / a;
        return factor / Fraction(x, a, b);
    }

    // 1 + d1/(1 + d2/(1 + ...)), DLMF 8.17.22, evaluated from the front (the modified method of Lentz): each step multiplies by the
    // change that one more term makes, until there is no change.
    private static double Fraction(double x, double a, double b)
    {
        var (value, numerator, denominator) = (1.0, 1.0, 0.0);
        for (var n = 1; n <= MaxTerms; n++)
        {
            var term = Term(n, x, a, b);
            denominator = 1 / NotZero(1 + (term * denominator));
            numerator = NotZero(1 + (term / numerator));
            var change = numerator * denominator;
            value *= change;
            if (Math.Abs(change - 1) < 1e-15)
            {
                return value;
            }
        }

        throw new ArithmeticException($"The incomplete beta function did not converge for x = {x}, a = {a}, b = {b}.");
    }

    private static double Term(int n, double x, double a, double b)
    {
        var m = n / 2;
        return n % 2 == 0
            ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
            : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    private static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    // Stirling's series (DLMF 5.11.1) is exact enough from 20 on. Smaller values are moved there with gamma(x + 1) = x gamma(x).
    private static double LogGamma(double x)
    {
        var product = 1.0;
        for (; x < 20; x++)
        {
            product *= x;
        }

        var square = x * x;
        var series = (1 / (12 * x)) - (1 / (360 * x * square)) + (1 / (1260 * x * square * square)) - (1 / (1680 * x * square * square * square));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - Math.Log(product);
    }
}
