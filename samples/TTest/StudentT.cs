namespace TTest;

/// <summary>Student's t distribution.</summary>
public static class StudentT
{
    /// <summary>The probability of a value at least as far from 0 as <paramref name="t"/>, on either side.</summary>
    /// <param name="t">The value; NaN gives NaN.</param>
    /// <param name="freedom">The degrees of freedom, above 0.</param>
    public static double TwoSided(double t, double freedom) => Beta.Regularized(freedom / (freedom + (t * t)), freedom / 2, 0.5);
}
