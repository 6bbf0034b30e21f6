using System.Globalization;
using System.Text.RegularExpressions;
using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Charts;

/// <summary>One figure, and the goal that it is held against.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Value">The figure.</param>
/// <param name="Goal">What it is to reach.</param>
/// <param name="AtMost">Whether less is better.</param>
/// <param name="Text">The figure, for people.</param>
internal sealed partial record Bar(string Label, double Value, double Goal, bool AtMost, string Text)
{
    /// <summary>Whether the goal is reached.</summary>
    public bool IsMet => AtMost ? Value <= Goal : Value >= Goal;

    /// <summary>The bar of a goal whose figure has this unit; null for another, and for one that was not measured.</summary>
    public static Bar? Of(GoalResult result, string unit)
    {
        var (figure, wanted) = (Figure().Match(result.Figure), Wanted().Match(result.Wanted));
        return result.Met is not null && figure.Success && wanted.Success && figure.Groups["unit"].Value == unit
            ? new Bar(result.Goal, Number(figure), Number(wanted), wanted.Groups["sign"].Value == "≤", $"{figure.Groups["number"].Value} {unit}")
            : null;
    }

    private static double Number(Match match) => double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<number>[\d.,]+) ?(?<unit>\S*)")]
    private static partial Regex Figure();

    [GeneratedRegex(@"^(?<sign>[≥≤]) (?<number>[\d.,]+)")]
    private static partial Regex Wanted();
}
