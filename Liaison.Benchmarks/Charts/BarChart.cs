namespace Liaison.Benchmarks.Charts;

/// <summary>Bars beside each other, each with its own goal as a line across it.</summary>
internal static class BarChart
{
    private const double Width = 860;
    private const double LabelWidth = 430;
    private const double Top = 44;
    private const double RowHeight = 26;
    private const double BarHeight = 14;
    private const double ValueWidth = 90;

    /// <summary>Past this many times its goal a bar is cut off: its figure tells the rest.</summary>
    private const double LongestBar = 3;

    public static string Draw(string title, IReadOnlyList<Bar> bars)
    {
        var svg = new SvgWriter(Width, Top + (bars.Count * RowHeight) + 34, title);
        var unit = (Width - LabelWidth - ValueWidth) / LongestBar;
        for (var i = 0; i < bars.Count; i++)
        {
            DrawRow(svg, bars[i], Top + (i * RowHeight), unit);
        }

        svg.Text(LabelWidth + unit, Top + (bars.Count * RowHeight) + 18, "the goal; past it is better where ≥ stands, before it where ≤ stands", "soft", "middle");
        return svg.End();
    }

    private static void DrawRow(SvgWriter svg, Bar bar, double y, double unit)
    {
        var length = Math.Min(bar.Value / bar.Goal, LongestBar) * unit;
        var middle = y + (RowHeight / 2) + 4;
        svg.Text(LabelWidth - 22, middle, bar.Label, "text", "end");
        svg.Text(LabelWidth - 8, middle, bar.AtMost ? "≤" : "≥", "soft", "middle");
        svg.Rectangle(LabelWidth, y + ((RowHeight - BarHeight) / 2), Math.Max(length, 1), BarHeight, bar.IsMet ? "good" : "poor");
        svg.Line(LabelWidth + unit, y + 3, LabelWidth + unit, y + RowHeight - 3, "goal");
        svg.Text(LabelWidth + Math.Max(length, unit) + 8, middle, bar.Text, "text");
    }
}
