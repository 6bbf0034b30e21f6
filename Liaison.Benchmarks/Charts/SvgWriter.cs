using System.Globalization;
using System.Security;
using System.Text;

namespace Liaison.Benchmarks.Charts;

/// <summary>Writes an SVG picture of few shapes, which follows the light or dark scheme of whoever looks at it, and needs nothing from elsewhere.</summary>
/// <remarks>The same calls give the same text, on every machine.</remarks>
internal sealed class SvgWriter
{
    private const string Style = """
          .back { fill: #ffffff; stroke: #d0d7de } .text { fill: #1f2328 } .soft { fill: #59636e } .grid { stroke: #d0d7de; stroke-width: 1 }
          .good { fill: #2da44e } .poor { fill: #bc4c00 } .goal { stroke: #1f2328; stroke-width: 2 }
          .l0 { stroke: #0969da } .l1 { stroke: #bc4c00 } .l2 { stroke: #2da44e } .l3 { stroke: #8250df } polyline { fill: none; stroke-width: 2 }
          .d0 { fill: #0969da } .d1 { fill: #bc4c00 } .d2 { fill: #2da44e } .d3 { fill: #8250df }
          text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 12px } .title { font-size: 14px; font-weight: 600 }
          @media (prefers-color-scheme: dark) {
            .back { fill: #0d1117; stroke: #3d444d } .text { fill: #f0f6fc } .soft { fill: #9198a1 } .grid { stroke: #3d444d }
            .good { fill: #3fb950 } .poor { fill: #db6d28 } .goal { stroke: #f0f6fc }
            .l0 { stroke: #4493f8 } .l1 { stroke: #db6d28 } .l2 { stroke: #3fb950 } .l3 { stroke: #ab7df8 }
            .d0 { fill: #4493f8 } .d1 { fill: #db6d28 } .d2 { fill: #3fb950 } .d3 { fill: #ab7df8 }
          }
        """;

    private readonly StringBuilder _svg = new();

    /// <summary>Begins a picture.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="title">What it shows, which screen readers tell too.</param>
    public SvgWriter(double width, double height, string title)
    {
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(width)}\" height=\"{N(height)}\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\">");
        Add($"<title>{SecurityElement.Escape(title)}</title>");
        Add($"<style>\n{Style}\n</style>");
        Add($"<rect class=\"back\" x=\"0.5\" y=\"0.5\" width=\"{N(width - 1)}\" height=\"{N(height - 1)}\" rx=\"6\"/>");
        Text(16, 26, title, "text title");
    }

    /// <param name="x">Where the text begins, ends or has its middle.</param>
    /// <param name="y">Where its base line is.</param>
    /// <param name="text">The text.</param>
    /// <param name="style">Its classes.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    public void Text(double x, double y, string text, string style = "text", string anchor = "start") =>
        Add($"<text class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{SecurityElement.Escape(text)}</text>");

    public void Rectangle(double x, double y, double width, double height, string style) =>
        Add($"<rect class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" rx=\"2\"/>");

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        Add($"<line class=\"{style}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>");

    public void Polyline(IEnumerable<(double X, double Y)> points, string style) =>
        Add($"<polyline class=\"{style}\" points=\"{string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"))}\"/>");

    public void Dot(double x, double y, string style) => Add($"<circle class=\"{style}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"3\"/>");

    /// <summary>Ends the picture, and gives it.</summary>
    public string End()
    {
        Add("</svg>");
        return _svg.ToString();
    }

    private void Add(string line) => _svg.Append(line).Append('\n');

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
