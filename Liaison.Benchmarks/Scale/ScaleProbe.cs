namespace Liaison.Benchmarks.Scale;

/// <summary>One thing that grows, and the work whose cost is measured as it does.</summary>
/// <param name="Name">What the command line knows it by.</param>
/// <param name="Grows">What the size counts, in the plural.</param>
/// <param name="Work">What is measured.</param>
/// <param name="Sizes">The sizes, ascending.</param>
/// <param name="CreateAsync">Makes what is measured at one size.</param>
internal sealed record ScaleProbe(string Name, string Grows, string Work, IReadOnlyList<int> Sizes, Func<int, Task<IScaleSubject>> CreateAsync)
{
    /// <summary>
    /// Whether one command deals with all that has grown (a payload, a list), so that its own cost is the total. The total is otherwise
    /// that of one command for each of them, which has to stay as cheap as it was.
    /// </summary>
    public bool IsWhole { get; init; }
}
