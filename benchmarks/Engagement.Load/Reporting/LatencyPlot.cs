using System.Globalization;
using System.Net;
using System.Text;

namespace Engagement.Load.Reporting;

/// <summary>
/// Latency by percentile, both axes logarithmic: to the right by nines, upwards by milliseconds. A long tail cannot hide there
/// as it can in an average.
/// </summary>
internal static class LatencyPlot
{
    private const int Width = 860;
    private const int Height = 420;
    private const int Left = 70;
    private const int Right = 200;
    private const int Top = 44;
    private const int Bottom = 48;
    private const double MostNines = 5;

    private static readonly string[] Colours = ["#0b6e99", "#d9480f", "#2b8a3e", "#862e9c", "#5c940d", "#c2255c", "#364fc7", "#868e96"];

    public static string Svg(string title, IReadOnlyList<Curve> curves)
    {
        var points = curves.SelectMany(curve => curve.Points).Select(point => Math.Max(0.001, point.Milliseconds)).DefaultIfEmpty(1).ToArray();
        var lowest = (int)Math.Floor(Math.Log10(points.Min()));
        var highest = Math.Max(lowest + 1, (int)Math.Ceiling(Math.Log10(points.Max())));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>\n");
        Text(svg, Left, 24, "start", title, 15);
        DrawGrid(svg, lowest, highest);
        for (var index = 0; index < curves.Count; index++)
            DrawCurve(svg, curves[index], index, lowest, highest);
        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawGrid(StringBuilder svg, int lowest, int highest)
    {
        foreach (var (share, label) in new[] { (0, "0"), (0.5, "50 %"), (0.9, "90 %"), (0.99, "99 %"), (0.999, "99.9 %"), (0.9999, "99.99 %"), (0.99999, "99.999 %") })
        {
            var x = X(share);
            Line(svg, x, Top, x, Height - Bottom);
            Text(svg, x, Height - Bottom + 18, "middle", label);
        }

        for (var power = lowest; power <= highest; power++)
        {
            var y = Y(Math.Pow(10, power), lowest, highest);
            Line(svg, Left, y, Width - Right, y);
            Text(svg, Left - 8, y + 4, "end", $"{Math.Pow(10, power).ToString("0.###", CultureInfo.InvariantCulture)} ms");
        }

        Text(svg, (Left + Width - Right) / 2.0, Height - 10, "middle", "share of answers");
    }

    private static void DrawCurve(StringBuilder svg, Curve curve, int index, int lowest, int highest)
    {
        var colour = Colours[index % Colours.Length];
        var line = string.Join(' ', curve.Points.Select(point =>
            string.Create(CultureInfo.InvariantCulture, $"{X(point.Share):0.#},{Y(point.Milliseconds, lowest, highest):0.#}")));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
        var y = Top + 10 + (20 * index);
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Width - Right + 14}\" y=\"{y - 9}\" width=\"14\" height=\"4\" fill=\"{colour}\"/>\n");
        Text(svg, Width - Right + 34, y - 3, "start", curve.Name);
    }

    private static double X(double share) =>
        Left + (Math.Min(MostNines, -Math.Log10(Math.Max(1e-9, 1 - share))) / MostNines * (Width - Left - Right));

    private static double Y(double milliseconds, int lowest, int highest) =>
        Height - Bottom - ((Math.Log10(Math.Max(0.001, milliseconds)) - lowest) / (highest - lowest) * (Height - Top - Bottom));

    private static void Line(StringBuilder svg, double fromX, double fromY, double toX, double toY) => svg.Append(
        CultureInfo.InvariantCulture,
        $"<line x1=\"{fromX:0.#}\" y1=\"{fromY:0.#}\" x2=\"{toX:0.#}\" y2=\"{toY:0.#}\" stroke=\"#dee2e6\"/>\n");

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, int size = 12) => svg.Append(
        CultureInfo.InvariantCulture,
        $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"#212529\">{WebUtility.HtmlEncode(text)}</text>\n");
}
