using System.Globalization;
using Liaison.Benchmarks.Scale;

namespace Liaison.Benchmarks.Charts;

/// <summary>Lines over a size, with a logarithmic scale on both sides: a cost that stays the same is level, one that grows as the size does rises with it.</summary>
internal static class LineChart
{
    private const double Width = 760;
    private const double Height = 400;
    private const double Left = 80;
    private const double Right = 715;
    private const double Top = 44;
    private const double Bottom = 300;
    private const int Styles = 4;

    private static readonly (double From, string Unit)[] Units = [(1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1, "ns")];

    public static string Draw(string title, IReadOnlyList<Line> lines)
    {
        var points = lines.SelectMany(line => line.Points).ToArray();
        var across = LogAxis.Over(points.Select(point => point.Size), Left, Right);
        var up = LogAxis.Over(points.Select(point => point.Cost), Bottom, Top);
        var svg = new SvgWriter(Width, Height, title);
        DrawGrid(svg, across, up);
        for (var i = 0; i < lines.Count; i++)
        {
            DrawLine(svg, lines[i], across, up, i % Styles);
            DrawLegend(svg, lines[i], Bottom + 44 + (i * 16), i % Styles);
        }

        return svg.End();
    }

    private static void DrawGrid(SvgWriter svg, LogAxis across, LogAxis up)
    {
        foreach (var size in across.Powers)
        {
            svg.Line(across.At(size), Top, across.At(size), Bottom, "grid");
            svg.Text(across.At(size), Bottom + 18, size.ToString("#,0", CultureInfo.InvariantCulture), "soft", "middle");
        }

        foreach (var cost in up.Powers)
        {
            svg.Line(Left, up.At(cost), Right, up.At(cost), "grid");
            svg.Text(Left - 8, up.At(cost) + 4, TextOf(cost), "soft", "end");
        }
    }

    private static void DrawLine(SvgWriter svg, Line line, LogAxis across, LogAxis up, int style)
    {
        (double X, double Y)[] points = [.. line.Points.Select(point => (across.At(point.Size), up.At(point.Cost)))];
        svg.Polyline(points, $"l{style}");
        foreach (var (x, y) in points)
        {
            svg.Dot(x, y, $"d{style}");
        }
    }

    private static void DrawLegend(SvgWriter svg, Line line, double y, int style)
    {
        svg.Dot(Left + 4, y - 4, $"d{style}");
        svg.Text(Left + 16, y, string.Create(CultureInfo.InvariantCulture, $"{line.Label}: grows with the power {Math.Max(0, LogLogSlope.Of(line.Points)):0.00} of the size"));
    }

    private static string TextOf(double nanoseconds)
    {
        var (from, unit) = Units.First(unit => nanoseconds >= unit.From || unit.From == 1);
        return $"{(nanoseconds / from).ToString("0.##", CultureInfo.InvariantCulture)} {unit}";
    }
}
