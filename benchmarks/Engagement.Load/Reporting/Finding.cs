using Engagement.Load.Measuring;

namespace Engagement.Load.Reporting;

/// <summary>What one command found out, as it is kept between measuring and reporting.</summary>
internal sealed record Finding(string Id, string Title, string Command, DateTime At, Machine Machine)
{
    public List<Figure> Figures { get; init; } = [];

    public List<Curve> Curves { get; init; } = [];

    /// <summary>What a reader must know to read the figures right, losses included.</summary>
    public List<string> Notes { get; init; } = [];

    public void Add(string name, double value, string unit, string? floor = null, bool? passed = null) =>
        Figures.Add(new Figure(name, value, null, null, unit, floor, passed));

    public void Add(string name, Spread spread, string unit, string? floor = null, bool? passed = null) =>
        Figures.Add(new Figure(name, spread.Median, spread.Min, spread.Max, unit, floor, passed));
}

/// <summary>One figure, with the spread of its rounds where it has one and the floor it must pass where there is one.</summary>
internal sealed record Figure(string Name, double Value, double? Min, double? Max, string Unit, string? Floor, bool? Passed);

/// <summary>A latency distribution as points: the share of answers and the milliseconds they did not exceed.</summary>
internal sealed record Curve(string Name, List<CurvePoint> Points)
{
    private static readonly double[] Shares =
        [0, 0.1, 0.25, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999, 0.99999];

    public static Curve Of(string name, Histogram latency) => new(
        name,
        [.. Shares.Where(share => latency.Count * (1 - share) >= 1).Select(share => new CurvePoint(share, latency.Percentile(share) / 1e6))]);
}

internal sealed record CurvePoint(double Share, double Milliseconds);
